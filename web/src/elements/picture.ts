import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../base/define.ts';
import {
  type Block,
  FrameKind,
  type Selection,
  type SlabDetail,
  type Snapshot,
  type Touched,
} from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { blockAt, blockFrom } from '../render/blocks.ts';
import { hitTest } from '../render/hit.ts';
import { type Lane, placedOn, sameLane, windowOn } from '../render/lane.ts';
import { type NameBook, nameBook } from '../render/names.ts';
import { blockRect } from '../render/paint-blocks.ts';
import { isVisible } from '../render/paint-marks.ts';
import { stateCounts } from '../render/words.ts';
import { emit, type PictureProperties, type Trail } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { KmemElement } from './kmem-element.ts';
import { listBelow } from './picture-below.ts';
import { PictureCanvas } from './picture-canvas.ts';
import { ColourWatch } from './picture-colours.ts';
import type { PictureExtra } from './picture-extra.ts';
import { pictureFacts } from './picture-facts.ts';
import { Gestures, type GestureTarget } from './picture-gestures.ts';
import { type Grid, pictureGrid } from './picture-grid.ts';
import { type KeyTarget, pictureKey } from './picture-keys.ts';
import { chipMarksOf, marksOf, objectFrame, selectedBlock } from './picture-marks.ts';
import { loadOutside } from './picture-outside.ts';
import { measured, rowHeightOf, SizeWatch, sameSize } from './picture-size.ts';
import { pictureStyles } from './picture-styles.ts';
import type { Outside } from './picture-world.ts';
import { Zoom, zoomButtons } from './picture-zoom.ts';
import { send } from './shell-events.ts';
import { zonesExtra } from './zones-part.ts';

/** Rows lower than this have no room for the outlines of chips. */
const tightRow = 18;
/** Segments larger than this are too fine to read whole, so a plain wheel zooms. */
const wheelFrames = 512;

/**
 * The one aligned picture: rows are orders, x is the address; beside each row its free list.
 *
 * @fires kmem-select
 * @fires kmem-free
 * @fires kmem-painted - blocks may have moved on the screen; does not bubble
 */
export class KmemPicture extends KmemElement implements PictureProperties {
  static override styles = [shared, pictureStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) touched: Touched | null = null;
  @property({ attribute: false }) trail: Trail | null = null;
  @property({ attribute: false }) selection: Selection | null = null;
  @property({ attribute: false }) slabs: ReadonlyMap<number, SlabDetail> | null = null;
  /** Head frame of the block that is pointed at in another view; -1 for none. */
  @property({ type: Number }) pointed = -1;
  @property({ attribute: false }) titleText = '';
  @property({ type: Boolean, reflect: true }) compact = false;
  @property({ type: Boolean }) roomy = false; // higher rows: there is little else to see
  /** How many times larger it is shown than it is laid out: for sharp lines when projected. */
  @property({ type: Number }) magnified = 1;
  @property({ attribute: false }) requested: ReadonlyMap<number, number> | null = null;
  /** Index of the zone whose free lists are shown; -1: the first that requests try. */
  @property({ type: Number }) zone = -1;

  @state() private size = { height: 0, lane: 0, side: 0 };
  @state() hovered: Block | null = null;
  /** A frame of the block that Tab leads to. */
  @state() private focusFrame = 0;

  private names: NameBook | null = null;
  extra: PictureExtra | null = null;
  private counts: Uint32Array = new Uint32Array(256);
  private lane: Lane | null = null;
  private focusInside = false;
  private readonly zoom = new Zoom(() => this.requestUpdate());
  private outside: Outside | null = null;
  private readonly painter = new PictureCanvas(this);
  protected readonly colours = new ColourWatch(this, () => {
    this.painter.forget();
    this.requestUpdate();
  });
  private readonly gestures = new Gestures(this.gestureTarget());
  private readonly sizes = new SizeWatch(() => this.measure());

  /** Client rectangle of a block, for threads from it to other views; null if not in view. */
  anchorOf(pfn: number): DOMRect | null {
    const block = this.snapshot && blockAt(this.snapshot, pfn);
    if (!block || !this.lane || this.zoom.outside || !isVisible(this.lane, block)) return null;
    const { left, top } = this.laneOrigin();
    const rect = blockRect(this.lane, block);
    const from = Math.max(0, rect.x);
    const to = Math.min(this.lane.width, rect.x + rect.width);
    return new DOMRect(left + from, top + rect.y, to - from, rect.height);
  }

  /** Shows a part of the segment, given as shares of it. */
  show(from: number, to: number): void {
    this.zoom.show(from, to);
  }

  // --- life -----------------------------------------------------------------------------------

  constructor() {
    super();
    this.addEventListener('kmem-zone', (event) => {
      this.zone = (event as CustomEvent<number>).detail;
    });
    loadOutside(this, this.zoom, (outside) => {
      this.outside = outside;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.painter.stop();
    this.zoom.outer?.stop();
    this.sizes.stop();
  }

  private measure(): void {
    const size = measured(this);
    if (!sameSize(size, this.size)) this.size = size;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.focusInside = this.shadowRoot?.activeElement?.matches('.cell, kmem-surroundings') ?? false;
    const { snapshot } = this;
    if (!snapshot) return;
    const before = this.extra;
    this.extra = zonesExtra(this, snapshot, this.zone, this.touched?.pageblocks);
    const came = !before && this.extra !== null; // and with it, how to draw
    if (changed.has('snapshot') || changed.has('requested') || came) {
      this.names = nameBook(snapshot, this.requested);
    }
    if (changed.has('snapshot') || came) this.takeSnapshot(snapshot);
    if (changed.has('touched') || changed.has('selection')) this.follow(snapshot);
    if (this.extra)
      this.zoom.outer = null; // its segment is the machine
    else this.outside?.offer(snapshot);
    this.lane = this.makeLane(snapshot);
  }

  private takeSnapshot(snapshot: Snapshot): void {
    this.counts = stateCounts(snapshot.states);
    this.zoom.reset(this.extra?.axis?.length ?? snapshot.frames, snapshot.pageSize);
    this.hovered = this.hovered && blockAt(snapshot, this.hovered.pfn);
    if (this.focusFrame >= snapshot.frames) this.focusFrame = 0;
  }

  /** Zoomed in, what happens now or is selected comes into view. */
  private follow(snapshot: Snapshot): void {
    const block = this.touched?.blocks.at(-1) ?? selectedBlock(snapshot, this.selection);
    if (block && !this.zoom.shows(this.placed(block))) this.zoom.reveal(this.placed(block));
  }

  private placed<B extends Block | null>(block: B): B {
    return placedOn(this.extra?.axis, block);
  }

  private makeLane(snapshot: Snapshot): Lane {
    const next: Lane = {
      window: windowOn(this.extra?.axis, this.zoom.inside),
      width: this.size.lane,
      rowHeight: rowHeightOf(this, this.size, snapshot.topOrder + 1),
      topOrder: snapshot.topOrder,
      pageSize: snapshot.pageSize,
      axis: this.extra?.axis ?? null,
      outer: this.zoom.world,
      density: (globalThis.devicePixelRatio || 1) * this.magnified,
    };
    return this.lane && sameLane(this.lane, next) ? this.lane : next;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.sizes.watch([this, ...this.renderRoot.querySelectorAll('.lane, .row:first-child .list')]);
    const { snapshot, names, lane } = this;
    if (!snapshot || !names || !lane) return;
    this.painter.paint({ snapshot, names, lane, slabs: this.slabs }, marksOf(snapshot, this));
    this.dispatchEvent(new Event('kmem-painted'));
    const cell = this.cellElement('[tabindex="0"]');
    if (this.focusInside) this.outside?.keepFocus(cell);
    const lost = this.focusInside && !this.shadowRoot?.activeElement;
    if (changed.has('snapshot') && lost) cell?.focus();
  }

  // --- pointer and keys -----------------------------------------------------------------------

  private laneOrigin(): { left: number; top: number } {
    const box = this.renderRoot.querySelector('.lane')?.getBoundingClientRect();
    return { left: box?.left ?? 0, top: box?.top ?? 0 };
  }

  private hit(x: number, y: number): Block | null {
    return this.snapshot && this.lane ? hitTest(this.snapshot, this.lane, x, y) : null;
  }

  private gestureTarget(): GestureTarget {
    return {
      origin: () => this.laneOrigin(),
      hover: (x, y) => this.point(this.hit(x, y)),
      leave: () => this.point(null),
      press: (x, y) => this.press(this.hit(x, y)),
      pan: (pixels) => this.zoom.pan(pixels / this.size.lane),
      zoom: (x, factor) => this.zoom.zoom(factor, x / this.size.lane),
      zoomed: () => this.zoom.zoomed,
      wheelZooms: () => (this.snapshot?.frames ?? 0) > wheelFrames,
    };
  }

  private point(block: Block | null): void {
    if (block?.pfn !== this.hovered?.pfn || block?.order !== this.hovered?.order) {
      this.hovered = block;
      emit(this, 'kmem-point', block?.pfn ?? null);
    }
  }

  /** A first click selects; a click on the selected block frees it. */
  private press(block: Block | null): void {
    const { selection } = this;
    if (block) this.focusFrame = block.pfn;
    const again = selection?.type === 'block' && selection.pfn === block?.pfn;
    if (again && block?.kind === FrameKind.Pages) this.free(block);
    else emit(this, 'kmem-select', block && { type: 'block', pfn: block.pfn });
  }

  private free(block: Block | null): void {
    if (block?.kind === FrameKind.Pages) emit(this, 'kmem-free', { pfn: block.pfn, offset: 0 });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { snapshot } = this;
    if (!snapshot || event.ctrlKey || event.metaKey || event.altKey) return;
    const block = blockAt(snapshot, this.focusFrame);
    if (!block || !pictureKey(event.key, this.keyTarget(snapshot, block))) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private keyTarget(snapshot: Snapshot, block: Block): KeyTarget {
    return {
      snapshot,
      block,
      placed: this.placed(block),
      zoom: this.zoom,
      focus: (next) => void this.focusBlock(next),
      select: (one) => emit(this, 'kmem-select', one && { type: 'block', pfn: one.pfn }),
      free: (one) => this.free(one),
    };
  }

  private cellElement(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.cell${selector}`);
  }

  private async focusBlock(block: Block | null): Promise<void> {
    if (!block) return;
    this.focusFrame = block.pfn;
    this.hovered = block;
    this.zoom.reveal(this.placed(block));
    await this.updateComplete;
    this.cellElement(`[data-pfn="${block.pfn}"]`)?.focus();
  }

  private readonly onFocus = (event: Event): void => {
    const { pfn } = (event.target as HTMLElement).dataset;
    if (pfn !== undefined) this.focusFrame = Number(pfn);
  };

  /** Clicks beside the lane: a chip selects its block, a row's head its order. */
  private readonly onClick = (event: MouseEvent): void => {
    const at = event.target as HTMLElement;
    const { pfn } = at.closest<HTMLElement>('.chip')?.dataset ?? {};
    const { order } = at.closest<HTMLElement>('.header')?.dataset ?? {};
    if (pfn !== undefined) emit(this, 'kmem-select', { type: 'block', pfn: Number(pfn) });
    else if (order !== undefined)
      emit(this, 'kmem-select', { type: 'order', order: Number(order) });
    else if (at.closest('.cells')) this.gestures.click(event);
  };

  private readonly onMove = (event: PointerEvent): void => {
    const { pfn } = (event.target as HTMLElement).closest<HTMLElement>('.chip')?.dataset ?? {};
    if (pfn === undefined) this.gestures.move(event);
    else if (this.snapshot) this.point(blockFrom(this.snapshot, Number(pfn)));
  };

  /** Not passive: a wheel that zooms must not scroll as well. */
  private readonly onWheel = { handleEvent: this.gestures.wheel, passive: false };

  /** Dragging on the strip below the ruler moves what is shown. */
  private readonly onStrip = (event: PointerEvent): void => {
    if (!this.zoom.zoomed || event.buttons !== 1) return;
    this.zoom.centreOn((event.clientX - this.laneOrigin().left) / this.size.lane);
  };

  // --- what is shown --------------------------------------------------------------------------

  protected override render(): TemplateResult {
    const { snapshot, lane, names } = this;
    if (!snapshot || !lane || !names) {
      return html`<p class="empty">${message('picture.empty')}</p>`;
    }
    const outside = this.zoom.outside ? this.outside : null;
    return html`
      <div class="head">
        <div class="title">
          <h2>${outside?.title(snapshot) ?? this.titleText}</h2>
          ${this.extra?.tools((from, to) => this.show(from, to)) ?? nothing}
          ${this.compact || outside ? nothing : this.facts(snapshot, names)}
          ${zoomButtons(this.zoom, this.placed(selectedBlock(snapshot, this.selection)), objectFrame(snapshot, this.selection), snapshot.pageSize)}
        </div>
        ${this.compact ? nothing : (this.extra?.head() ?? html`<h2 class="side">${outside?.side ?? message('picture.free_lists')}</h2>`)}
      </div>
      <div class="stage" @scroll=${() => this.dispatchEvent(new Event('kmem-painted'))} @keydown=${this.onKey} @focusin=${this.onFocus} @click=${this.onClick}>
        <div
          class=${`rows ${lane.rowHeight < tightRow ? 'tight' : ''} ${outside ? 'outside' : ''}`}
          .style=${`--row-height: ${lane.rowHeight}px`}
          @pointerdown=${this.gestures.down}
          @pointermove=${this.onMove}
          @pointerup=${this.gestures.up}
          @pointercancel=${this.gestures.up}
          @pointerleave=${this.gestures.leave}
          @wheel=${this.onWheel}
        >
          ${pictureGrid(this.grid(snapshot, lane, names))}
          <div class="lane" aria-hidden="true">
            <canvas class="blocks"></canvas><canvas class="marks"></canvas>
          </div>
          ${outside?.view(snapshot, names) ?? nothing}
        </div>
      </div>
      ${this.extra ? html`<div class="under strip">${this.extra.strip(lane)}</div>` : nothing}
      <div class="under" aria-hidden="true">
        <div class="ruler" @pointerdown=${this.onStrip} @pointermove=${this.onStrip}>
          <canvas class="scale"></canvas>
        </div>
      </div>
      ${this.compact && !outside ? html`${this.facts(snapshot, names)} ${this.below(snapshot)}` : nothing}
    `;
  }

  private facts(snapshot: Snapshot, names: NameBook): TemplateResult {
    return pictureFacts({
      snapshot,
      names,
      selected: selectedBlock(snapshot, this.selection),
      hovered: this.hovered,
      requested: this.requested,
      free: (block) => this.free(block),
      why: ({ pfn }) => send(this, 'kmem-why', { type: 'block', pfn }),
    });
  }

  private below(snapshot: Snapshot): TemplateResult {
    const { touched, selection, onClick, extra } = this;
    const chips = chipMarksOf(snapshot, marksOf(snapshot, this));
    return listBelow({
      snapshot,
      touched,
      selection,
      chips,
      extra,
      width: this.clientWidth - 90,
      onClick,
    });
  }

  private grid(snapshot: Snapshot, lane: Lane, names: NameBook): Grid {
    const { selection, counts, requested } = this;
    const marks = marksOf(snapshot, this);
    return {
      snapshot,
      lane,
      names,
      marks,
      chips: chipMarksOf(snapshot, marks),
      counts,
      requested,
      looked: this.touched?.orders ?? [],
      order: selection?.type === 'order' ? selection.order : -1,
      extra: this.extra,
      focus: blockAt(snapshot, this.focusFrame),
      side: this.compact ? 0 : Math.max(1, this.size.side),
    };
  }
}

define('kmem-picture', KmemPicture);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-picture': KmemPicture;
  }
}
