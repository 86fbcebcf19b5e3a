import { html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { formatBytes } from '../base/format.ts';
import type { Ledger, Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { type LedgerPart, ledgerParts, percentages } from '../render/ledger-parts.ts';
import type { LedgerProperties } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { ledgerStyles } from './ledger-styles.ts';

/** Payload is told apart by where it is; the other rows have their names in the message file. */
const nameOf: Readonly<Record<LedgerPart['look'], string>> = {
  pages: 'pages',
  objects: 'objects',
  'pages-waste': message('ledger.block_rounding'),
  'objects-waste': message('ledger.object_rounding'),
  tail: message('ledger.slab_tails'),
  hollow: message('ledger.free_objects'),
  empty: message('ledger.empty_slabs'),
  free: message('ledger.free_pages'),
};

interface Shown extends LedgerPart {
  readonly percent: number;
  readonly name: string;
}

function shownParts(ledger: Ledger, snapshot: Snapshot): Shown[] {
  const parts = ledgerParts(ledger, snapshot.caches);
  const shares = percentages(parts.map(({ bytes }) => bytes));
  return parts.map((part, index) => ({
    ...part,
    percent: shares[index] ?? 0,
    name: nameOf[part.look],
  }));
}

/** One bar that is every byte of the segment, and what each part of it is. */
export class KmemLedger extends LitElement implements LedgerProperties {
  static override styles = [shared, ledgerStyles];

  @property({ attribute: false }) ledger: Ledger | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  @state() private lit = '';

  protected override render(): TemplateResult {
    const { ledger, snapshot } = this;
    if (!ledger || !snapshot) {
      return html`<h2>Every byte</h2>
        <div class="bar"><div class="part free whole"></div></div>
        <p class="muted">Where each byte of the segment is, once a scenario is open.</p>`;
    }
    const parts = shownParts(ledger, snapshot);
    const largest = snapshot.areas.findLast(({ nrFree }) => nrFree > 0);
    return html`
      <h2>Every byte of ${formatBytes(ledger.total)}</h2>
      <div class="bar" aria-hidden="true" @pointerover=${this.onPoint} @pointerleave=${this.onLeave}>
        ${parts.map((part) => this.segment(part))}
      </div>
      <ul class="legend" @pointerover=${this.onPoint} @pointerleave=${this.onLeave}>
        ${parts.map((part) => this.legend(part))}
        <li>
          largest free block
          ${largest ? formatBytes(2 ** largest.order * snapshot.pageSize) : 'none'}
        </li>
      </ul>
    `;
  }

  private segment({ look, bytes, percent, name }: Shown): TemplateResult {
    const lit = this.lit === look ? 'lit' : '';
    return html`<div
      class=${`part ${look} ${lit}`}
      .style=${`flex-grow: ${bytes}; ${percent < 3 ? 'padding: 0; flex-basis: 3px' : ''}`}
      data-look=${look}
      data-bytes=${bytes}
      title=${`${name}: ${formatBytes(bytes)}, ${percent.toFixed(1)} %`}
    >
      ${percent >= 12 ? `${name} ${percent.toFixed(1)} %` : ''}
    </div>`;
  }

  private legend({ look, bytes, percent, name }: Shown): TemplateResult {
    const classes = [this.lit === look ? 'lit' : '', bytes === 0 ? 'nothing' : ''];
    return html`<li class=${classes.join(' ')} data-look=${look} title=${formatBytes(bytes)}>
      <span class=${`part mark ${look}`} aria-hidden="true"></span>${name} ${percent.toFixed(1)} %
    </li>`;
  }

  private readonly onPoint = (event: Event): void => {
    const at = (event.target as HTMLElement).closest<HTMLElement>('[data-look]');
    this.lit = at?.dataset.look ?? '';
  };

  private readonly onLeave = (): void => {
    this.lit = '';
  };
}

define('kmem-ledger', KmemLedger);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-ledger': KmemLedger;
  }
}
