/** Which part of the segment a picture shows, and every way to change it. */
import { html, type TemplateResult } from 'lit';
import type { Block } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { framesOf } from '../render/blocks.ts';
import {
  type FrameWindow,
  fitWindow,
  leastSpan,
  panWindow,
  revealInWindow,
  zoomWindow,
} from '../render/lane.ts';

export class Zoom {
  private frames = 1;
  private fewest = 1;
  private shown: FrameWindow = { from: 0, to: 1 };

  constructor(private readonly changed: () => void) {}

  get window(): FrameWindow {
    return this.shown;
  }

  /** Whether less than the whole segment is shown. */
  get zoomed(): boolean {
    return this.span < this.frames;
  }

  get closest(): boolean {
    return this.span <= Math.min(this.fewest, this.frames);
  }

  /** Another segment: all of it. */
  reset(frames: number, pageSize: number): void {
    this.fewest = leastSpan(pageSize);
    if (frames === this.frames) return;
    this.frames = frames;
    this.showAll();
  }

  showAll(): void {
    this.set({ from: 0, to: this.frames });
  }

  /** Shows a part, given as shares of the segment. */
  show(from: number, to: number): void {
    this.set(
      fitWindow({ from: from * this.frames, to: to * this.frames }, this.frames, this.fewest),
    );
  }

  /** Moves by a share of what is shown. */
  pan(share: number): void {
    this.set(panWindow(this.shown, this.frames, share * this.span));
  }

  /** Zooms in by `factor`, around the place at a share (0 to 1) of what is shown. */
  zoom(factor: number, share = 0.5): void {
    const frame = this.shown.from + Math.min(Math.max(share, 0), 1) * this.span;
    this.set(zoomWindow(this.shown, this.frames, frame, factor, this.fewest));
  }

  /** Which scale this is: one of those that a reader knows by name. */
  scale(pageSize: number): 'segment' | 'block' | 'slab' | 'object' | 'byte' {
    const bytes = this.span * pageSize;
    if (!this.zoomed) return 'segment';
    if (this.span > 4) return 'block';
    if (bytes > pageSize / 2) return 'slab';
    return bytes > 160 ? 'object' : 'byte';
  }

  /** Zooms around a block, or a place in it, if it is in view; else around the middle. */
  zoomOn(block: Block | null, factor: number, place?: number): void {
    const centre = place ?? (block ? block.pfn + framesOf(block) / 2 : 0);
    const middle = block && centre >= this.shown.from && centre <= this.shown.to ? centre : null;
    this.zoom(factor, middle === null ? 0.5 : (middle - this.shown.from) / this.span);
  }

  /** Centres what is shown on a share of the whole segment. */
  centreOn(share: number): void {
    const from = share * this.frames - this.span / 2;
    this.set(fitWindow({ from, to: from + this.span }, this.frames, this.span));
  }

  shows(block: Block): boolean {
    return block.pfn < this.shown.to && block.pfn + framesOf(block) > this.shown.from;
  }

  reveal(block: Block): void {
    const end = block.pfn + framesOf(block);
    this.set(revealInWindow(this.shown, this.frames, block.pfn, end));
  }

  private get span(): number {
    return this.shown.to - this.shown.from;
  }

  private set(window: FrameWindow): void {
    if (window.from === this.shown.from && window.to === this.shown.to) return;
    this.shown = window;
    this.changed();
  }
}

/** Buttons for those without a wheel; always in the same place. */
export function zoomButtons(
  zoom: Zoom,
  around: Block | null,
  place: number | undefined,
  pageSize: number,
): TemplateResult {
  const button = (label: string, sign: string, run: () => void, off: boolean) => html`<button
    aria-label=${label}
    title=${label}
    ?disabled=${off}
    @click=${run}
  >
    ${sign}
  </button>`;
  return html`<div class="zoom" role="group" aria-label=${message('zoom.group')}>
    <span class="scale-name" role="status">${message(`scale.${zoom.scale(pageSize)}`)}</span>
    ${button(message('zoom.out'), '−', () => zoom.zoomOn(around, 0.5, place), !zoom.zoomed)}
    ${button(message('zoom.in'), '+', () => zoom.zoomOn(around, 2, place), zoom.closest)}
    ${button(message('zoom.all'), '↔', () => zoom.showAll(), !zoom.zoomed)}
  </div>`;
}
