import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { count } from '../base/format.ts';
import type { Counters } from '../engine/snapshot-types.ts';
import {
  type CommandCounters,
  type EventRow,
  type EventsProperties,
  emit,
} from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { eventsStyles } from './events-styles.ts';

/** `5 looks, 4 splits, 1 slab grown`; what did not happen is left out. */
export function countersText(counters: CommandCounters): string {
  const parts = [
    [counters.looks, 'look', 'looks'],
    [counters.splits, 'split', 'splits'],
    [counters.merges, 'merge', 'merges'],
    [counters.slabsGrown, 'slab', 'slabs'],
    [counters.slabsReaped, 'slab reaped', 'slabs reaped'],
    [counters.ctorRuns, 'constructor run', 'constructor runs'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, one, other]) => count(n, one, other));
  return said.length > 0 ? said.join(', ') : 'no work';
}

/** What happened: one sentence per event, past in ink, now marked, next muted. */
export class KmemEvents extends LitElement implements EventsProperties {
  static override styles = [shared, eventsStyles];

  @property({ attribute: false }) rows: readonly EventRow[] = [];
  @property({ attribute: false }) counters: CommandCounters | null = null;
  @property({ attribute: false }) totals: Counters | null = null;
  @property({ attribute: false }) command = '';
  @property({ attribute: false }) refusal = '';

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('rows')) this.keepNowInView();
  }

  /** Scrolls the list, never the page, and only if the present row is near its edge. */
  private keepNowInView(): void {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    const now =
      list?.querySelector<HTMLElement>('.now') ?? list?.querySelector<HTMLElement>('.row');
    if (!list || !now) return;
    const margin = Math.min(2 * now.offsetHeight, list.clientHeight / 4);
    const top = now.offsetTop - margin;
    const bottom = now.offsetTop + now.offsetHeight + margin;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight)
      list.scrollTop = bottom - list.clientHeight;
  }

  private row({ text, kind, state, position }: EventRow): TemplateResult {
    const classes = `row ${state}${kind === 'command' ? ' command' : ''}`;
    return html`<li>
      <button
        class=${classes}
        aria-current=${state === 'now' ? 'step' : nothing}
        @click=${() => emit(this, 'kmem-seek', position)}
      >
        ${text}
      </button>
    </li>`;
  }

  protected override render(): TemplateResult {
    const { rows, refusal, counters, totals } = this;
    return html`
      <h2 class="head">What happened</h2>
      <div class="list">
        ${
          rows.length === 0
            ? html`<p class="muted">Step forward: each event of a request is told here.</p>`
            : html`<ol>${rows.map((row) => this.row(row))}</ol>`
        }
      </div>
      ${refusal ? html`<p class="refusal">${refusal}</p>` : nothing}
      <div class="counters">
        <p>${counters ? `this request: ${countersText(counters)}` : ''}</p>
        <p>${totals ? `so far: ${totalsText(totals)}` : ''}</p>
      </div>
    `;
  }
}

function totalsText(totals: Counters): string {
  return [
    count(totals.listLooks, 'look'),
    count(totals.splits, 'split'),
    count(totals.merges, 'merge'),
    count(totals.slabsGrown, 'slab'),
  ].join(', ');
}

define('kmem-events', KmemEvents);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-events': KmemEvents;
  }
}
