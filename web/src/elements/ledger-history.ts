import { css, html, nothing, svg } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { Asked } from '../engine/ask.ts';
import type { LedgerHistory } from '../engine/ask-types.ts';
import { hasMessage, message } from '../messages/messages.ts';
import { listed, number } from '../messages/quantities.ts';
import { type LedgerPart, ledgerNames } from '../render/ledger-parts.ts';
import { emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';

const width = 600;
const height = 28;

/** From the bottom of the plot up; free memory is what is left above. */
const looks: readonly LedgerPart['look'][] = [
  'pages',
  'pages-waste',
  'objects',
  'objects-waste',
  'tail',
  'hollow',
  'empty',
  'free',
];

type Sample = readonly number[];

/** The parts of a sample, in the order of `looks`. */
function partsOf(sample: Sample): number[] {
  const [, payload = 0, rounding = 0, inObjects = 0, tails = 0, hollow = 0, empty = 0, free = 0] =
    sample;
  const objects = sample[8] ?? 0;
  return [payload - objects, rounding, objects, inObjects, tails, hollow, empty, free];
}

const orderStart = 12;
const percent = (share: number): string => message('percent', { n: number(share, 1) });

/** The bar of the ledger over time, and how much of the free memory each order can use. */
export class KmemLedgerHistory extends KmemElement {
  @property() script = '';
  /** Complete commands where the machine stands. */
  @property({ type: Number }) command = 0;
  @state() private history: LedgerHistory | null = null;
  @state() private problem = '';
  /** The sample that is pointed at; −1: none. */
  @state() private pointed = -1;
  private opened: string | null = null;

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: var(--kmem-space-4);
        height: 44px;
        direction: ltr;
      }
      .plot {
        position: relative;
      }
      svg {
        display: block;
        width: 100%;
        height: 28px;
        forced-color-adjust: none;
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 28px;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      input:focus-visible + svg {
        outline: 2px solid var(--kmem-ink);
        outline-offset: 2px;
      }
      .told,
      figcaption,
      small {
        overflow: hidden;
        color: var(--kmem-muted);
        font-size: 0.6875rem;
        line-height: 16px;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .pages {
        fill: var(--kmem-pages);
      }
      .pages-waste {
        fill: var(--kmem-pages-tint);
      }
      .objects {
        fill: var(--kmem-slab);
      }
      .objects-waste,
      .tail,
      .hollow {
        fill: var(--kmem-slab-tint);
      }
      .empty {
        fill: var(--kmem-slab-pale);
      }
      .free {
        fill: none;
      }
      .frame {
        fill: none;
        stroke: var(--kmem-outline);
        vector-effect: non-scaling-stroke;
      }
      .here,
      .pointed {
        stroke: var(--kmem-now);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      .pointed {
        stroke: var(--kmem-ink);
      }
      figure {
        margin: 0;
      }
      .orders {
        display: flex;
        gap: 3px;
        height: 28px;
      }
      .order {
        position: relative;
        width: 13px;
        border: 1px solid var(--kmem-outline);
        background: var(--kmem-raised);
      }
      .order i {
        position: absolute;
        inset: auto 0 0;
        background: repeating-linear-gradient(
          -45deg,
          var(--kmem-ink) 0 1.5px,
          var(--kmem-free-tint) 1.5px 4px
        );
        forced-color-adjust: none;
      }
    `,
  ];

  override disconnectedCallback(): void {
    this.opened = null;
    super.disconnectedCallback();
  }

  override willUpdate(): void {
    if (this.script !== this.opened) void this.load();
  }

  private async load(): Promise<void> {
    const text = this.script;
    this.opened = text;
    this.history = null;
    try {
      const asked = await Asked.open(text);
      if (this.opened === text) this.history = asked?.history() ?? null;
      asked?.close();
    } catch (error) {
      this.problem = String(error);
    }
  }

  private get samples(): readonly Sample[] {
    return this.history?.samples ?? [];
  }

  /** The last sample at or before a command. */
  private sampleAt(command: number): number {
    return Math.max(
      0,
      this.samples.findLastIndex((sample) => (sample[0] ?? 0) <= command),
    );
  }

  private areas() {
    const last = Math.max(1, this.samples.at(-1)?.[0] ?? 1);
    const segment = this.history?.segment ?? 1;
    const x = (sample: Sample) => (((sample[0] ?? 0) / last) * width).toFixed(1);
    const stacks = this.samples.map((sample) => {
      let sum = 0;
      return partsOf(sample).map((part) => {
        sum += part;
        return height - (sum / segment) * height;
      });
    });
    return looks.map((look, place) => {
      const top = this.samples.map((s, i) => `${x(s)} ${(stacks[i]?.[place] ?? 0).toFixed(2)}`);
      const floor = this.samples.map(
        (s, i) => `${x(s)} ${(place === 0 ? height : (stacks[i]?.[place - 1] ?? 0)).toFixed(2)}`,
      );
      return svg`<path class=${look} d=${`M${top.join('L')}L${floor.reverse().join('L')}Z`} />`;
    });
  }

  private told(sample: Sample): string {
    const segment = this.history?.segment ?? 1;
    const parts = partsOf(sample)
      .map((bytes, place) => ({ bytes, look: looks[place] ?? 'free' }))
      .filter(({ bytes }) => bytes > 0)
      .map(
        ({ bytes, look }) => `${message(ledgerNames[look])} ${percent((bytes * 100) / segment)}`,
      );
    return message('history.at', {
      command: sample[0] ?? 0,
      of: this.samples.at(-1)?.[0] ?? 0,
      parts: listed(parts),
    });
  }

  private readonly onInput = (event: Event): void => {
    const index = Number((event.target as HTMLInputElement).value);
    this.pointed = index;
    emit(this, 'kmem-seek', { command: this.samples[index]?.[0] ?? 0, event: 0 });
  };

  private readonly onMove = (event: PointerEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const last = this.samples.at(-1)?.[0] ?? 0;
    this.pointed = this.sampleAt(((event.clientX - box.left) / box.width) * last);
  };

  private line(index: number, kind: string) {
    const last = Math.max(1, this.samples.at(-1)?.[0] ?? 1);
    const x = ((this.samples[index]?.[0] ?? 0) / last) * width;
    return svg`<path class=${kind} d=${`M${x} 0V${height}`} />`;
  }

  private orders(sample: Sample) {
    const shares = sample.slice(orderStart).map((index) => index / 10);
    const words = shares.map((share, order) =>
      message('history.order', { order, share: percent(share) }),
    );
    return html`<figure>
      <div class="orders" role="img" aria-label=${`${message('history.unusable')} ${listed(words)}`}>
        ${shares.map(
          (share, order) =>
            html`<div class="order" title=${words[order] ?? ''}>
              <i .style=${`height: ${share}%`}></i>
            </div>`,
        )}
      </div>
      <figcaption>${message('history.orders', { last: shares.length - 1 })}</figcaption>
    </figure>`;
  }

  override render() {
    if (this.problem) return html`<p role="alert">${this.problem}</p>`;
    if (!this.history || !hasMessage('history.title')) return nothing; // it is on its way
    const here = this.sampleAt(this.command);
    const shown = this.pointed >= 0 ? this.pointed : here;
    const sample = this.samples[shown] ?? [];
    return html`
      <div class="plot">
        <input
          type="range"
          min="0"
          max=${this.samples.length - 1}
          .value=${String(here)}
          aria-label=${message('history.title')}
          aria-valuetext=${this.told(this.samples[here] ?? [])}
          @input=${this.onInput}
          @pointermove=${this.onMove}
          @pointerleave=${() => {
            this.pointed = -1;
          }}
          @blur=${() => {
            this.pointed = -1;
          }}
        />
        <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
          ${this.areas()}
          <path class="frame" d="M0 0H${width}V${height}H0Z" />
          ${this.line(here, 'here')} ${shown === here ? nothing : this.line(shown, 'pointed')}
        </svg>
        <p class="told" aria-hidden="true">${this.told(sample)}</p>
      </div>
      ${this.orders(sample)}
    `;
  }
}

define('kmem-ledger-history', KmemLedgerHistory);
