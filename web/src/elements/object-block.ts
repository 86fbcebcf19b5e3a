/** A block opened: what was asked for and what was given, and how its buddy is found. */
import { html, nothing, type TemplateResult } from 'lit';
import { type BlockDetail, FrameKind, type Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';
import { blockFrom, buddyOf, framesOf } from '../render/blocks.ts';
import { blockFacts, buddyText } from '../render/words.ts';

const lookOf = (kind: FrameKind): string =>
  kind === FrameKind.Pages ? 'pages' : kind === FrameKind.Slab ? 'slab' : 'free';

/** The bit of a frame number that differs between buddies of an order, apart from the others. */
export function bitsOf(pfn: number, order: number, width: number): [string, string, string] {
  const bits = pfn.toString(2).padStart(width, '0');
  const at = bits.length - 1 - order;
  return [bits.slice(0, at), bits.slice(at, at + 1), bits.slice(at + 1)];
}

function bitsLine(pfn: number, order: number, width: number, key: string): TemplateResult {
  const [high, bit, low] = bitsOf(pfn, order, width);
  return html`<span>${high}<b>${bit}</b>${low}</span> ${message(key, { pfn })}`;
}

function buddyLines(snapshot: Snapshot, detail: BlockDetail): TemplateResult {
  const buddy = buddyOf(snapshot, detail);
  const block = blockFrom(snapshot, detail.pfn);
  if (buddy < 0 || !block) return html`<p class="muted">${message('object.no_buddy')}</p>`;
  const width = Math.max(1, (snapshot.frames - 1).toString(2).length);
  return html`<p class="muted">
      ${message('object.buddies', { order: detail.order, buddy: buddyText(snapshot, block) })}
    </p>
    <div class="twins"><p class="bits">${bitsLine(detail.pfn, detail.order, width, 'object.this_block')}</p>
    <p class="bits">${bitsLine(buddy, detail.order, width, 'object.its_buddy')}</p></div>`;
}

const blockTitle = ({ owner, pfn }: BlockDetail): string =>
  owner ? message('object.owned_block', { owner, pfn }) : message('object.block', { pfn });

export function blockTemplate(
  detail: BlockDetail,
  snapshot: Snapshot,
  free: () => void,
  why: TemplateResult,
): TemplateResult {
  const bytes = framesOf(detail) * snapshot.pageSize;
  const pages = detail.kind === FrameKind.Pages;
  const wasted = pages && detail.requested > 0 ? bytes - detail.requested : 0;
  return html`
    <div class="head">
      <h2>${blockTitle(detail)}</h2>
      ${pages ? html`<button class="free" @click=${free}>${message('object.free')}</button>` : nothing}
      <span class="muted">
        ${blockFacts(snapshot, detail, detail.requested)}${
          wasted > 0 ? ` · ${message('object.wastes', { bytes: formatBytes(wasted) })}` : nothing
        }
      </span>
      ${why}
    </div>
    <div class=${`strip ${lookOf(detail.kind)}`} aria-hidden="true">
      ${
        wasted > 0
          ? html`<div class="waste" .style=${`left: ${(100 * detail.requested) / bytes}%; right: 0`}></div>`
          : nothing
      }
    </div>
    ${buddyLines(snapshot, detail)}
  `;
}
