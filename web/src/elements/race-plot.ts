import { css, html, svg } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';

/** One contender's curve: a value per sample. */
export interface Line {
  readonly id: number;
  readonly name: string;
  readonly values: readonly number[];
}

const width = 300;
const height = 72;
const top = 6;

/** Told apart by their dashes, where colour is not enough. In the order of the contenders. */
export const dashes = ['', '7 3', '2 3', '9 3 2 3', '', ''];

/** A sample of a contender's line, for its name. */
export const lineSample = (id: number) => html`<svg
  class=${`sample line-${id}`}
  viewBox="0 0 28 6"
  width="28"
  height="6"
  aria-hidden="true"
>
  <path d="M0 3H28" stroke-dasharray=${dashes[id] ?? ''} />
</svg>`;

export const lineStyles = css`
  [class*='line-'] path,
  path[class*='line-'] {
    fill: none;
    stroke: var(--kmem-ink);
    stroke-width: 1.6;
    vector-effect: non-scaling-stroke;
  }
  .line-4 path,
  path.line-4 {
    stroke: var(--kmem-pages);
    stroke-width: 2.4;
  }
  .line-5 path,
  path.line-5 {
    stroke: var(--kmem-slab);
    stroke-width: 2.4;
  }
`;

/** Curves over the commands of a race. A click seeks; the keyboard has the line of time below. */
export class KmemRacePlot extends KmemElement {
  @property() heading = '';
  /** What the picture says, in words. */
  @property() told = '';
  /** The largest value, as text. */
  @property() peak = '';
  @property({ attribute: false }) positions: readonly number[] = [];
  @property({ attribute: false }) lines: readonly Line[] = [];
  @property({ type: Number }) position = 0;

  static override styles = [
    shared,
    lineStyles,
    css`
      .head {
        display: flex;
        justify-content: space-between;
        gap: var(--kmem-space-3);
        font-size: var(--kmem-text-s);
        color: var(--kmem-muted);
      }
      .plot {
        display: block;
        width: 100%;
        height: 72px;
        overflow: visible;
        cursor: pointer;
      }
      .floor {
        stroke: var(--kmem-trace);
        vector-effect: non-scaling-stroke;
      }
      .here {
        stroke: var(--kmem-now);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
    `,
  ];

  private get last(): number {
    return Math.max(1, this.positions.at(-1) ?? 1);
  }

  private path({ values }: Line, most: number): string {
    const x = (i: number) => (((this.positions[i] ?? 0) / this.last) * width).toFixed(1);
    const y = (value: number) => (height - (value / most) * (height - top)).toFixed(1);
    return values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(value)}`).join('');
  }

  private onClick(event: MouseEvent): void {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const command = Math.round(((event.clientX - box.left) / box.width) * this.last);
    this.dispatchEvent(new CustomEvent('plot-seek', { detail: command }));
  }

  override render() {
    const most = Math.max(1, ...this.lines.flatMap(({ values }) => values));
    const here = (this.position / this.last) * width;
    return html`<div class="head"><span>${this.heading}</span><span>${this.peak}</span></div>
      <svg
        class="plot"
        role="img"
        aria-label=${this.told}
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
        @click=${this.onClick}
      >
        <path class="floor" d="M0 ${height}H${width}" />
        ${this.lines.map(
          (line) =>
            svg`<path class=${`line-${line.id}`} d=${this.path(line, most)} stroke-dasharray=${dashes[line.id] ?? ''} />`,
        )}
        <path class="here" d="M${here} 0V${height}" />
      </svg>`;
  }
}

define('kmem-race-plot', KmemRacePlot);
