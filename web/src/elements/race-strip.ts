import { css, html, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import { paintStrip, type Strip } from '../render/paint-strip.ts';
import { readPalette } from '../render/palette.ts';
import { KmemElement } from './kmem-element.ts';

/** One contender's segment, from its first byte to its last. What it shows, the table beside says. */
export class KmemRaceStrip extends KmemElement {
  @property({ attribute: false }) strip: Strip | null = null;
  @property({ type: Number }) segment = 1;
  /** Other colours, and so another picture. */
  @property() theme = '';
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  private readonly size = new ResizeObserver(() => this.requestUpdate());

  static override styles = css`
    :host {
      display: block;
      height: 34px;
      min-width: 0;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
      forced-color-adjust: none;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.size.observe(this);
  }

  override disconnectedCallback(): void {
    this.size.disconnect();
    super.disconnectedCallback();
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { canvas, strip, clientWidth: width, clientHeight: height } = this;
    const ctx = canvas.getContext('2d');
    if (!ctx || !strip || width === 0) return;
    const density = devicePixelRatio;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    ctx.setTransform(density, 0, 0, density, 0, 0);
    const palette = readPalette(getComputedStyle(this));
    paintStrip(ctx, strip, { width, height, segment: this.segment }, palette);
  }

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }
}

define('kmem-race-strip', KmemRaceStrip);
