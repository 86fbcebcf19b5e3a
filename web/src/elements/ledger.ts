import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Ledger, Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes, number } from '../messages/quantities.ts';
import { type LedgerPart, ledgerNames, ledgerParts, percentages } from '../render/ledger-parts.ts';
import type { LedgerProperties } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { ledgerStyles } from './ledger-styles.ts';

const percentText = (percent: number): string => message('percent', { n: number(percent, 1) });

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
    name: message(ledgerNames[part.look]),
  }));
}

/** One bar that is every byte of the segment, and what each part of it is. */
export class KmemLedger extends KmemElement implements LedgerProperties {
  static override styles = [shared, ledgerStyles];

  @property({ attribute: false }) ledger: Ledger | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  @state() private lit = '';

  protected override render(): TemplateResult {
    const { ledger, snapshot } = this;
    if (!ledger || !snapshot) {
      return html`<h2>${message('bytes.title')}</h2>
        <div class="bar"><div class="part free whole"></div></div>
        <p class="muted">${message('bytes.hint')}</p>`;
    }
    const parts = shownParts(ledger, snapshot);
    const largest = snapshot.areas.findLast(({ nrFree }) => nrFree > 0);
    return html`
      <h2>${message('bytes.title_of', { bytes: formatBytes(ledger.total) })}</h2>
      <div class="bar" aria-hidden="true" @pointerover=${this.onPoint} @pointerleave=${this.onLeave}>
        ${parts.map((part) => this.segment(part))}
      </div>
      <ul class="legend" @pointerover=${this.onPoint} @pointerleave=${this.onLeave}>
        ${parts.map((part) => this.legend(part))}
        <li>
          ${
            largest
              ? message('bytes.largest', {
                  bytes: formatBytes(2 ** largest.order * snapshot.pageSize),
                })
              : message('bytes.no_free')
          }
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
      title=${message('bytes.part', { name, bytes: formatBytes(bytes), percent: percentText(percent) })}
    >
      ${percent >= 12 ? `${name} ${percentText(percent)}` : ''}
    </div>`;
  }

  private legend({ look, bytes, percent, name }: Shown): TemplateResult {
    const classes = [this.lit === look ? 'lit' : '', bytes === 0 ? 'nothing' : ''];
    return html`<li class=${classes.join(' ')} data-look=${look} title=${formatBytes(bytes)}>
      <span class=${`part mark ${look}`} aria-hidden="true"></span>${name} ${percentText(percent)}
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
