import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Ledger, Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes, number } from '../messages/quantities.ts';
import { type LedgerPart, ledgerNames, ledgerParts, percentages } from '../render/ledger-parts.ts';
import { emit, type LedgerProperties } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { need } from './late.ts';
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

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) requested: ReadonlyMap<number, number> | null = null;
  @property({ attribute: false }) script = '';

  @state() private lit = '';
  /** The bytes over time, in the place of the legend. */
  @state() private historic = false;
  /** How often a part has been followed: each time leads to the next place. */
  private followed = { look: '', times: 0 };

  protected override render(): TemplateResult {
    const { snapshot } = this;
    if (!snapshot) {
      return html`<h2>${message('bytes.title')}</h2>
        <div class="bar"><div class="part free whole"></div></div>
        <p class="muted">${message('bytes.hint')}</p>`;
    }
    const parts = shownParts(snapshot.ledger, snapshot);
    return html`
      <div class="head">
        <h2>${message('bytes.title_of', { bytes: formatBytes(snapshot.ledger.total) })}</h2>
        <button class="toggle" aria-pressed=${this.historic} @click=${this.onToggle}>
          ${message('bytes.history')}
        </button>
      </div>
      <div
        class="bar"
        aria-hidden="true"
        @pointerover=${this.onPoint}
        @pointerleave=${this.onLeave}
        @click=${this.onClick}
      >
        ${parts.map((part) => this.segment(part))}
      </div>
      ${this.historic ? this.history(snapshot) : this.legend(parts, snapshot)}
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

  private legend(parts: readonly Shown[], { areas, pageSize }: Snapshot): TemplateResult {
    const largest = areas.findLast(({ nrFree }) => nrFree > 0);
    const bytes = largest ? formatBytes(2 ** largest.order * pageSize) : '';
    return html`<ul
      class="legend"
      @pointerover=${this.onPoint}
      @pointerleave=${this.onLeave}
      @click=${this.onClick}
    >
      ${parts.map((part) => this.entry(part))}
      <li>${largest ? message('bytes.largest', { bytes }) : message('bytes.no_free')}</li>
    </ul>`;
  }

  private entry({ look, bytes, percent, name }: Shown): TemplateResult {
    const words = html`<span class=${`part mark ${look}`} aria-hidden="true"></span>${name}
      ${percentText(percent)}`;
    if (bytes === 0) return html`<li class="nothing" title=${formatBytes(bytes)}>${words}</li>`;
    return html`<li class=${this.lit === look ? 'lit' : ''} title=${formatBytes(bytes)}>
      <button data-look=${look}>${words}</button>
    </li>`;
  }

  private history(snapshot: Snapshot): TemplateResult {
    need('history');
    return html`<kmem-ledger-history
      .script=${this.script}
      .command=${snapshot.position.command}
    ></kmem-ledger-history>`;
  }

  private readonly onToggle = (): void => {
    this.historic = !this.historic;
  };

  /** To where the part lies: to the block with the most of it, and with every click to the next. */
  private readonly onClick = async (event: Event): Promise<void> => {
    const at = (event.target as HTMLElement).closest<HTMLElement>('[data-look]');
    const look = at?.dataset.look as LedgerPart['look'] | undefined;
    const { snapshot, requested, followed } = this;
    if (!look || !snapshot) return;
    const { placesOf } = await import('../render/ledger-places.ts');
    const places = placesOf(look, snapshot, requested);
    const times = followed.look === look ? followed.times + 1 : 0;
    const pfn = places[times % places.length];
    this.followed = { look, times };
    if (pfn !== undefined) emit(this, 'kmem-select', { type: 'block', pfn });
  };

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
