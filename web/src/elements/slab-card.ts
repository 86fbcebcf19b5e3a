/** A slab as a card: its frame, how many objects are in use, and each object as a dot. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { CacheInfo, SlabDetail, SlabInfo } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { type DotGrid, dotAt, dotGrid, dotsPath, gridHeight } from '../render/slab-grid.ts';

export interface CardMarks {
  readonly now: boolean;
  readonly selected: boolean;
  /** Pointed at, here or in another view. */
  readonly pointed: boolean;
  /** Objects the present command touched, and the selected one or -1. */
  readonly objects: readonly number[];
  readonly object: number;
}

export interface Card {
  readonly slab: SlabInfo;
  readonly cache: CacheInfo;
  readonly detail: SlabDetail | null;
  readonly marks: CardMarks;
  /** CSS pixels inside the card. */
  readonly width: number;
  readonly pick: (index: number) => void;
}

const classes = (...names: readonly (string | false)[]): string => names.filter(Boolean).join(' ');

function dots(grid: DotGrid, detail: SlabDetail, marks: CardMarks): TemplateResult {
  const now = new Set(marks.objects);
  const of = (live: boolean) =>
    detail.slots
      .filter((slot) => slot.live === live && !now.has(slot.index))
      .map(({ index }) => index);
  const nowOf = (live: boolean) =>
    marks.objects.filter((index) => detail.slots[index]?.live === live);
  return svg`
    <path class="live" d=${dotsPath(grid, of(true))}></path>
    <path class="hollow" d=${dotsPath(grid, of(false), 0.5)}></path>
    <path class="live-now" d=${dotsPath(grid, nowOf(true))}></path>
    <path class="hollow-now" d=${dotsPath(grid, nowOf(false), 0.75)}></path>
    ${marks.object >= 0 ? svg`<path class="picked" d=${dotsPath(grid, [marks.object], -1)}></path>` : nothing}
  `;
}

function picture({ slab, cache, detail, marks, width, pick }: Card): TemplateResult {
  const grid = detail && dotGrid(detail.slots.length, width);
  if (!detail || !grid) {
    const share = (100 * slab.inUse) / Math.max(1, cache.objectsPerSlab);
    return html`<div class="fill"><div .style=${`width: ${share}%`}></div></div>`;
  }
  const height = gridHeight(grid);
  const click = (event: MouseEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    pick(dotAt(grid, event.clientX - box.left, event.clientY - box.top));
  };
  return html`<svg class="dots" aria-hidden="true" width=${width} height=${height} @click=${click}>
    ${dots(grid, detail, marks)}
  </svg>`;
}

/** What a card says in text. */
export function cardText({ slab, cache }: Pick<Card, 'slab' | 'cache'>): string {
  return message('caches.slab', {
    pfn: slab.pfn,
    used: slab.inUse,
    objects: cache.objectsPerSlab,
  });
}

export function slabCard(card: Card): TemplateResult {
  const { slab, cache, marks } = card;
  return html`<div class=${classes('card', marks.now && 'now', marks.selected && 'selected', marks.pointed && 'pointed')} data-card=${slab.pfn}>
    <button class="open" data-slab=${slab.pfn} aria-pressed=${marks.selected}>
      <span class="sr-only">
        ${message('caches.slab_of', { cache: cache.name, slab: cardText(card) })}
      </span>
      <span class="frame" aria-hidden="true">${message('caches.frame', { pfn: slab.pfn })}</span>
      <span class="muted" aria-hidden="true">
        ${message('caches.filled', { used: slab.inUse, objects: cache.objectsPerSlab })}
      </span>
    </button>
    ${picture(card)}
  </div>`;
}

/** A slab in the least room: its frame, and a bar of how full it is. */
export function slabChip(slab: SlabInfo, cache: CacheInfo, marks: CardMarks): TemplateResult {
  const share = Math.round((100 * slab.inUse) / Math.max(1, cache.objectsPerSlab));
  return html`<button
    class=${classes('chip', marks.now && 'now', marks.pointed && 'pointed')}
    data-slab=${slab.pfn}
    data-card=${slab.pfn}
    .style=${`--share: ${share}%`}
    aria-label=${message('caches.slab_of', { cache: cache.name, slab: cardText({ slab, cache }) })}
  >
    ${slab.pfn}
  </button>`;
}
