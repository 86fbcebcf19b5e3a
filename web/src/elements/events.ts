import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import type { Counters, Position } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { counted, listed } from '../messages/quantities.ts';
import {
  type CommandCounters,
  type EventRow,
  type EventsProperties,
  emit,
} from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { eventsStyles } from './events-styles.ts';
import { KmemElement } from './kmem-element.ts';
import { SizeWatch } from './picture-size.ts';
import { send } from './shell-events.ts';

/** `5 looks, 4 splits, 1 slab grown`; what did not happen is left out. */
export function countersText(counters: CommandCounters): string {
  const done = {
    looks: counters.looks,
    splits: counters.splits,
    merges: counters.merges,
    slabs: counters.slabsGrown,
    reaped: counters.slabsReaped,
    ctor_runs: counters.ctorRuns,
  };
  return counted('work', done) || message('events.no_work');
}

/** What happened: one sentence per event, past in ink, now marked, next muted. */
export class KmemEvents extends KmemElement implements EventsProperties {
  static override styles = [shared, eventsStyles];

  @property({ attribute: false }) rows: readonly EventRow[] = [];
  @property({ attribute: false }) counters: CommandCounters | null = null;
  @property({ attribute: false }) totals: Counters | null = null;
  @property({ attribute: false }) command = '';
  @property({ attribute: false }) refusal = '';
  /** Head frame of the block that is pointed at in any view; -1 for none. */
  @property({ type: Number }) pointed = -1;

  /** The list may get its height only after its rows. */
  private readonly sizes = new SizeWatch(() => this.keepNowInView());

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('rows')) this.keepNowInView();
    const list = this.renderRoot.querySelector('.list');
    this.sizes.watch(list ? [list] : []);
  }

  override disconnectedCallback(): void {
    this.sizes.stop();
    super.disconnectedCallback();
  }

  /** Scrolls the list, never the page, and only if the present row is near its edge. */
  private keepNowInView(): void {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    const now =
      list?.querySelector<HTMLElement>('.row.now') ?? list?.querySelector<HTMLElement>('.row');
    if (!list || !now) return;
    const margin = Math.min(2 * now.offsetHeight, list.clientHeight / 4);
    const place = now.getBoundingClientRect().top - list.getBoundingClientRect().top;
    const top = place + list.scrollTop - margin;
    const bottom = top + now.offsetHeight + 2 * margin;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight)
      list.scrollTop = bottom - list.clientHeight;
  }

  private point(about: number | undefined): void {
    if ((about ?? -1) !== this.pointed) emit(this, 'kmem-point', about ?? null);
  }

  private row({ text, kind, state, position, about }: EventRow): TemplateResult {
    const pointed = about !== undefined && about === this.pointed ? ' pointed' : '';
    const classes = `row ${state}${kind === 'command' ? ' command' : ''}${pointed}`;
    return html`<li>
      <button
        class=${classes}
        aria-current=${state === 'now' ? 'step' : nothing}
        @click=${() => emit(this, 'kmem-seek', position)}
        @pointerenter=${() => this.point(about)}
        @pointerleave=${() => this.point(undefined)}
        @focus=${() => this.point(about)}
      >
        ${text}
      </button>
      ${kind === 'command' || state === 'next' ? nothing : this.why(state === 'now', position)}
    </li>`;
  }

  /** Beside the present event; beside a past one while it is pointed at. */
  private why(now: boolean, after: Position): TemplateResult {
    return html`<button
      class=${now ? 'why now' : 'why'}
      tabindex=${now ? 0 : -1}
      @click=${() => send(this, 'kmem-why', { type: 'event', after })}
    >
      ${message('object.why')}
    </button>`;
  }

  protected override render(): TemplateResult {
    const { rows, refusal, counters, totals } = this;
    return html`
      <h2 class="head">${message('events.title')}</h2>
      <div class="list">
        ${
          rows.length === 0
            ? html`<p class="muted">${message('events.hint')}</p>`
            : html`<ol>${rows.map((row) => this.row(row))}</ol>`
        }
      </div>
      ${refusal ? html`<p class="refusal">${refusal}</p>` : nothing}
      <div class="counters">
        <p>${counters ? message('events.request', { work: countersText(counters) }) : ''}</p>
        <p>${totals ? message('events.so_far', { work: totalsText(totals) }) : ''}</p>
      </div>
    `;
  }
}

function totalsText(totals: Counters): string {
  const { listLooks: looks, splits, merges, slabsGrown: slabs } = totals;
  const done = { looks, splits, merges, slabs };
  return listed(Object.entries(done).map(([name, n]) => message(`work.${name}`, { n })));
}

define('kmem-events', KmemEvents);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-events': KmemEvents;
  }
}
