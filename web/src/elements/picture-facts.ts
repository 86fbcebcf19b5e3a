/** The line under the rows: what is pointed at or selected, as text, and the button that frees. */
import { html, nothing, type TemplateResult } from 'lit';
import { type Block, FrameKind, type Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import type { NameBook } from '../render/names.ts';
import { blockFacts, blockText, buddyText } from '../render/words.ts';

export interface Facts {
  readonly snapshot: Snapshot;
  readonly names: NameBook;
  readonly selected: Block | null;
  readonly hovered: Block | null;
  readonly requested: ReadonlyMap<number, number> | null;
  readonly free: (block: Block) => void;
  readonly why: (block: Block) => void;
}

function buttons(block: Block, facts: Facts): TemplateResult {
  return html`${freeButton(block, facts)}<button class="free" @click=${() => facts.why(block)}>
      ${message('object.why')}
    </button>`;
}

function freeButton(block: Block, { names, free }: Facts): TemplateResult | typeof nothing {
  if (block.kind !== FrameKind.Pages) return nothing;
  const name = names.owner(block.pfn) || message('fact.frame', { pfn: block.pfn });
  return html`<button class="free" @click=${() => free(block)}>${message('picture.free', { name })}</button>`;
}

export function pictureFacts(facts: Facts): TemplateResult {
  const { snapshot, names, selected, hovered, requested } = facts;
  const block = hovered ?? selected;
  if (!block) return html`<div class="facts"><p>${message('picture.hint')}</p></div>`;
  const asked = requested?.get(block.pfn) ?? 0;
  const owner = names.owner(block.pfn);
  return html`<div class="facts">
    ${selected && selected.pfn === block.pfn ? buttons(selected, facts) : nothing}
    <p title=${blockText(snapshot, block, owner, asked)}>
      ${owner ? html`<strong>${owner}</strong> · ` : nothing}${blockFacts(snapshot, block, asked)} ·
      ${buddyText(snapshot, block)}
    </p>
  </div>`;
}
