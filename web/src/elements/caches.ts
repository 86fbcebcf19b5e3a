import { html, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../base/define.ts';
import {
  type CacheInfo,
  type Selection,
  type SlabDetail,
  type SlabInfo,
  SlabList,
  type Snapshot,
  type Touched,
} from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';
import { objectPlace } from '../render/freelist.ts';
import { patternOf, tilePath } from '../render/patterns.ts';
import { dotGrid, gridHeight } from '../render/slab-grid.ts';
import { type CachesProperties, emit } from '../session/view-types.ts';
import { shared } from '../styles/shared.ts';
import { glide, placesOf } from './caches-motion.ts';
import { cachesStyles } from './caches-styles.ts';
import { KmemElement } from './kmem-element.ts';
import { SizeWatch } from './picture-size.ts';
import { send } from './shell-events.ts';
import { type CardMarks, slabCard, slabChip } from './slab-card.ts';

const lanes = ['full', 'partial', 'empty'] as const;
const laneName = (list: SlabList): string => message(`caches.${lanes[list]}`);
const allLists = [SlabList.Full, SlabList.Partial, SlabList.Empty];
/** Pixels of a card that are not dots, of the line of chips below it, and of one such chip. */
const cardFrame = 3 + 4 + 24 + 3 + 8 + 1;
const chipLine = 30;
const chipWidth = 40;
const cardLimit = 210;

const isUsed = ({ isKmalloc, grown }: CacheInfo): boolean => !isKmalloc || grown > 0;

/**
 * The object caches: facts at the left, then the lists of slabs, full, partial and empty. The
 * slab that matters (now, selected, or else the head of its list) is a card; the others are chips.
 *
 * @fires kmem-select
 * @fires kmem-free
 */
export class KmemCaches extends KmemElement implements CachesProperties {
  static override styles = [shared, cachesStyles];

  @property({ attribute: false }) snapshot: Snapshot | null = null;
  @property({ attribute: false }) touched: Touched | null = null;
  @property({ attribute: false }) selection: Selection | null = null;
  @property({ attribute: false }) slabs: ReadonlyMap<number, SlabDetail> | null = null;

  /** Head frame of the block that is pointed at in any view; -1 for none. */
  @property({ type: Number }) pointed = -1;

  @state() private laneWidth = 200;

  private readonly sizes = new SizeWatch(() => this.measure());

  /** Client rectangle of a slab's card or chip; null if it is not shown. */
  anchorOf(pfn: number): DOMRect | null {
    const card = this.renderRoot.querySelector(`[data-card="${pfn}"]`);
    return card?.getBoundingClientRect() ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.stop();
  }

  private former: ReturnType<typeof placesOf> = new Map();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('touched')) this.former = placesOf(this.renderRoot);
  }

  private measure(): void {
    const width = this.renderRoot.querySelector('.lane')?.clientWidth;
    if (width) this.laneWidth = width;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const lane = this.renderRoot.querySelector('.lane');
    this.sizes.watch(lane ? [lane] : []);
    if (changed.has('touched') || changed.has('selection')) this.reveal();
    if (changed.has('touched')) glide(this.renderRoot, this.former, this.touched?.slabs ?? []);
  }

  /** Scrolls to what is marked, if it is out of sight; never the page around it. */
  private reveal(): void {
    const card = this.renderRoot.querySelector('.card.now, .card.selected, .cache.now');
    const head = this.renderRoot.querySelector('.head');
    if (!card || !head) return;
    const box = card.getBoundingClientRect();
    const over = box.top - head.getBoundingClientRect().bottom - 4;
    const under = box.bottom - this.getBoundingClientRect().bottom + 4;
    if (over < 0) this.scrollTop += over;
    else if (under > 0) this.scrollTop += Math.min(under, over);
  }

  private marksOf(pfn: number): CardMarks {
    const { touched, selection } = this;
    const here = selection !== null && 'pfn' in selection && selection.pfn === pfn;
    return {
      now: touched?.slabs.includes(pfn) ?? false,
      selected: here,
      pointed: this.pointed === pfn,
      objects:
        touched?.objects.filter((object) => object.pfn === pfn).map(({ index }) => index) ?? [],
      object: here && selection.type === 'object' ? selection.index : -1,
    };
  }

  // --- what the reader does -------------------------------------------------------------------

  private readonly onClick = (event: Event): void => {
    const at = event.target as HTMLElement;
    const { slab } = at.closest<HTMLElement>('[data-slab]')?.dataset ?? {};
    const { cache } = at.closest<HTMLElement>('[data-cache]')?.dataset ?? {};
    if (slab !== undefined) emit(this, 'kmem-select', { type: 'block', pfn: Number(slab) });
    else if (cache !== undefined)
      emit(this, 'kmem-select', { type: 'cache', cache: Number(cache) });
    else this.pointAtLane(at);
  };

  private pointAtLane(at: HTMLElement): void {
    const { list } = at.closest<HTMLElement>('.lane')?.dataset ?? {};
    if (list !== undefined && !at.closest('.dots')) emit(this, 'kmem-lane', Number(list));
  }

  /** A first click on an object selects it; a click on the selected object frees it. */
  private pick(cache: CacheInfo, pfn: number, index: number): void {
    if (index < 0) return;
    const { selection } = this;
    const again =
      selection?.type === 'object' && selection.pfn === pfn && selection.index === index;
    if (again && this.slabs?.get(pfn)?.slots[index]?.live) this.free(cache, pfn, index);
    else emit(this, 'kmem-select', { type: 'object', pfn, index });
  }

  private free(cache: CacheInfo, pfn: number, index: number): void {
    const pageSize = this.snapshot?.pageSize ?? 4096;
    emit(this, 'kmem-free', objectPlace(pfn, index, cache.size, pageSize));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { selection, snapshot } = this;
    if ((event.key !== 'Delete' && event.key !== 'f') || selection?.type !== 'object') return;
    const holds = ({ pfn }: SlabInfo) => pfn === selection.pfn;
    const cache = snapshot?.caches.find(({ slabs }) => slabs.flat().some(holds));
    if (!cache || !this.slabs?.get(selection.pfn)?.slots[selection.index]?.live) return;
    event.preventDefault();
    event.stopPropagation();
    this.free(cache, selection.pfn, selection.index);
  };

  private readonly onPoint = (event: Event): void => {
    const { card } =
      (event.target as HTMLElement).closest<HTMLElement>('[data-card]')?.dataset ?? {};
    const pfn = card === undefined ? null : Number(card);
    if ((pfn ?? -1) !== this.pointed) emit(this, 'kmem-point', pfn);
  };

  private readonly onLeave = (): void => {
    emit(this, 'kmem-point', null);
  };

  // --- what is shown --------------------------------------------------------------------------

  protected override render(): TemplateResult {
    const caches = this.snapshot?.caches.filter(isUsed) ?? [];
    const classes = this.snapshot?.caches.filter((cache) => !isUsed(cache)).length ?? 0;
    const ordered = [...caches].sort((a, b) => Number(a.isKmalloc) - Number(b.isKmalloc));
    return html`
      <div class="head">
        <div class="title">
          <h2>${message('caches.title')}</h2>
          <button class="cost" @click=${() => send(this, 'kmem-dialog', 'cost')}>
            ${message('caches.cost')}
          </button>
        </div>
        ${allLists.map((list) => html`<span class="lane-name" aria-hidden="true">${laneName(list)}</span>`)}
      </div>
      <div
        @click=${this.onClick}
        @keydown=${this.onKey}
        @pointerover=${this.onPoint}
        @focusin=${this.onPoint}
        @pointerleave=${this.onLeave}
      >
        ${ordered.length === 0 ? this.emptyState() : nothing}
        ${repeat(
          ordered,
          ({ id }) => id,
          (cache) => this.cacheRow(cache),
        )}
        ${
          classes > 0 && ordered.length > 0
            ? html`<p class="classes">${message('caches.classes', { n: classes })}</p>`
            : nothing
        }
      </div>
    `;
  }

  private emptyState(): TemplateResult {
    return html`<p class="empty">${message('caches.none')}</p>`;
  }

  private cacheRow(cache: CacheInfo): TemplateResult {
    const inner = Math.min(this.laneWidth, cardLimit) - 24;
    const grid = dotGrid(cache.objectsPerSlab, inner);
    const height = cardFrame + (grid ? gridHeight(grid) : 12) + (cache.grown > 1 ? chipLine : 0);
    const now = this.touched?.caches.includes(cache.id) ? ' now' : '';
    const pressed = this.selection?.type === 'cache' && this.selection.cache === cache.id;
    return html`<section
      class=${`cache${now}`}
      .style=${`--lane-height: ${height}px`}
      aria-label=${message('caches.cache', { name: cache.name })}
    >
      <div class="facts">
        <button class="name" data-cache=${cache.id} aria-pressed=${pressed}>
          ${swatch(patternOf(cache.id))}${cache.name}
        </button>
        ${cacheFacts(cache).map((fact) => html`<div class="fact">${fact}</div>`)}
      </div>
      ${allLists.map((list) => this.lane(cache, list, inner))}
    </section>`;
  }

  /** In list order, cut to what fits one line of chips; the card is the slab that matters. */
  private lane(cache: CacheInfo, list: SlabList, inner: number): TemplateResult {
    const slabs = cache.slabs[list];
    const all = cache.counts[list];
    const matters = ({ pfn }: SlabInfo) => this.marksOf(pfn).now || this.marksOf(pfn).selected;
    const open = slabs.find(matters) ?? slabs[0];
    const fits = Math.max(1, Math.floor((this.laneWidth - 44) / chipWidth));
    const chips = all > 1 ? slabs.slice(0, fits) : [];
    return html`<div class="lane" data-list=${list} role="group" aria-label=${message('caches.lane', { list: laneName(list), n: all })}>
      <span class="tag" aria-hidden="true">${laneName(list)}</span>
      ${
        open
          ? slabCard({
              slab: open,
              cache,
              detail: this.slabs?.get(open.pfn) ?? null,
              marks: this.marksOf(open.pfn),
              width: inner,
              pick: (index) => this.pick(cache, open.pfn, index),
            })
          : html`<span class="none">${message('word.none')}</span>`
      }
      ${
        chips.length > 0
          ? html`<div class="chips">
            ${repeat(
              chips,
              ({ pfn }) => pfn,
              (slab) => slabChip(slab, cache, this.marksOf(slab.pfn)),
            )}
            ${
              all > chips.length
                ? html`<span class="more">${message('more', { n: all - chips.length })}</span>`
                : nothing
            }
          </div>`
          : nothing
      }
    </div>`;
  }
}

/** The pattern that the slabs of a cache have in the picture. */
const swatch = (pattern: number): TemplateResult => html`<svg
  class="swatch"
  aria-hidden="true"
  width="14"
  height="14"
  viewBox="0 0 14 14"
>
  <rect width="14" height="14" rx="2" class="live"></rect>
  ${[2, 7].flatMap((y) =>
    [2, 7].map(
      (x) =>
        svg`<path class="tile" transform=${`translate(${x} ${y})`} d=${tilePath(pattern)}></path>`,
    ),
  )}
</svg>`;

/** Short lines: `192 bytes · align 8`, `order 0 · 21 per slab`, `tail 64 bytes a slab`. */
export function cacheFacts(cache: CacheInfo): string[] {
  const facts = [
    message('caches.size', { bytes: formatBytes(cache.objectSize), align: cache.align }),
    message('caches.per_slab', { order: cache.order, objects: cache.objectsPerSlab }),
    cache.tail > 0
      ? message('caches.tail', { bytes: formatBytes(cache.tail) })
      : message('caches.no_tail'),
  ];
  if (cache.hasCtor) {
    facts.push(message('caches.ctor', { runs: cache.ctorRuns, saved: cache.ctorSaved }));
  }
  return facts;
}

define('kmem-caches', KmemCaches);

declare global {
  interface HTMLElementTagNameMap {
    'kmem-caches': KmemCaches;
  }
}
