/** Which part of the segment, or of what lies around it, a picture shows; every way to change it. */
import { html, type TemplateResult } from 'lit';
import type { Block } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import type { Around } from '../render/around.ts';
import { framesOf } from '../render/blocks.ts';
import {
  type FrameWindow,
  fitWindow,
  leastSpan,
  panWindow,
  revealInWindow,
  zoomWindow,
} from '../render/lane.ts';

export type OuterScale = 'hierarchy' | 'machine';
export type Scale = OuterScale | 'segment' | 'block' | 'slab' | 'object' | 'byte';

/** The way further out than the segment (picture-world.ts). */
export interface OuterZoom {
  readonly place: Around;
  /** Moves a window so that it lies in what there is. */
  fit(window: FrameWindow): FrameWindow;
  scale(window: FrameWindow): OuterScale;
  /** The next stop; null beyond the last. */
  next(window: FrameWindow, way: 'out' | 'in'): FrameWindow | null;
  fly(from: FrameWindow, to: FrameWindow, show: (window: FrameWindow) => void): void;
  stop(): void;
}

export class Zoom {
  /** Null: it ends at the segment. */
  outer: OuterZoom | null = null;
  private frames = 1;
  private fewest = 1;
  private shown: FrameWindow = { from: 0, to: 1 };
  private shifted: FrameWindow = this.shown;

  constructor(private readonly changed: () => void) {}

  /** What is shown; outside, in frames from the segment's first. */
  get window(): FrameWindow {
    return this.shown;
  }

  /** The part of the segment that is shown; outside, all of it. */
  get inside(): FrameWindow {
    return this.outside ? { from: 0, to: this.frames } : this.shown;
  }

  /** Outside, what is shown in page frames of the machine. */
  get world(): FrameWindow | null {
    return this.outside ? this.shifted : null;
  }

  /** Whether more than the segment is shown. */
  get outside(): boolean {
    return this.span > this.frames;
  }

  /** Whether something else than the whole segment is shown. */
  get zoomed(): boolean {
    return this.span !== this.frames;
  }

  get farthest(): boolean {
    return this.span >= this.frames && !this.outer?.next(this.shown, 'out');
  }

  get closest(): boolean {
    return this.span <= Math.min(this.fewest, this.frames);
  }

  /** Another segment: all of it. */
  reset(frames: number, pageSize: number): void {
    this.fewest = leastSpan(pageSize);
    if (frames === this.frames) return;
    this.frames = frames;
    this.outer = null; // that of another segment
    this.showAll();
  }

  showAll(): void {
    const all = { from: 0, to: this.frames };
    if (this.outside && this.outer) this.flyTo(all, this.outer);
    else this.set(all);
  }

  private flyTo(to: FrameWindow, outer: OuterZoom): void {
    outer.fly(this.shown, to, (window) => this.set(window));
  }

  /** Shows a part, given as shares of the segment. */
  show(from: number, to: number): void {
    this.set(
      fitWindow({ from: from * this.frames, to: to * this.frames }, this.frames, this.fewest),
    );
  }

  /** Moves by a share of what is shown. */
  pan(share: number): void {
    const by = share * this.span;
    const { from, to } = this.shown;
    const outer = this.outside && this.outer;
    if (outer) this.set(outer.fit({ from: from + by, to: to + by }));
    else this.set(panWindow(this.shown, this.frames, by));
  }

  /**
   * Zooms in by `factor`, around the place at a share (0 to 1) of what is shown. On its way out or
   * in it stops once at the whole segment.
   */
  zoom(factor: number, share = 0.5): void {
    const at = Math.min(Math.max(share, 0), 1);
    const frame = this.shown.from + at * this.span;
    const wanted = this.span / factor;
    const passes = (this.span - this.frames) * (wanted - this.frames) < 0;
    if (passes) this.set({ from: 0, to: this.frames });
    else if (wanted <= this.frames) {
      this.set(zoomWindow(this.shown, this.frames, frame, factor, this.fewest));
    } else if (this.outer) {
      const from = frame - at * wanted;
      this.set(this.outer.fit({ from, to: from + wanted }));
    }
  }

  /** Which scale this is: one of those that a reader knows by name. */
  scale(pageSize: number): Scale {
    const bytes = this.span * pageSize;
    if (this.outside && this.outer) return this.outer.scale(this.shown);
    if (!this.zoomed) return 'segment';
    if (this.span > 4) return 'block';
    if (bytes > pageSize / 2) return 'slab';
    return bytes > 160 ? 'object' : 'byte';
  }

  /** Zooms around a block, or a place in it, if it is in view; else around the middle. */
  zoomOn(block: Block | null, factor: number, place?: number): void {
    const out = factor < 1;
    if (out ? this.span >= this.frames : this.outside) {
      this.travel(out ? 'out' : 'in');
      return;
    }
    const centre = place ?? (block ? block.pfn + framesOf(block) / 2 : 0);
    const middle = block && centre >= this.shown.from && centre <= this.shown.to ? centre : null;
    this.zoom(factor, middle === null ? 0.5 : (middle - this.shown.from) / this.span);
  }

  /** One scale further out than the segment, or back towards it. */
  travel(way: 'out' | 'in'): void {
    const { outer } = this;
    const next = outer?.next(this.shown, way);
    if (outer && next) this.flyTo(next, outer);
  }

  /** Centres what is shown on a share of the whole segment. */
  centreOn(share: number): void {
    if (this.outside) return;
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
    const base = this.outer?.place.base ?? 0;
    this.shifted = { from: window.from + base, to: window.to + base };
    this.changed();
  }
}

/** Buttons for those without a wheel; always in the same place. */
export function zoomButtons(
  zoom: Zoom,
  block: Block | null,
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
    ${button(message('zoom.out'), '−', () => zoom.zoomOn(block, 0.5, place), zoom.farthest)}
    ${button(message('zoom.in'), '+', () => zoom.zoomOn(block, 2, place), zoom.closest)}
    ${button(message('zoom.all'), '↔', () => zoom.showAll(), !zoom.zoomed)}
  </div>`;
}
