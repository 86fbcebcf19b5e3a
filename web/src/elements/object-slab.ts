/** A slab opened: its bytes as a strip of objects, and its freelist in order. */
import { html, nothing, type TemplateResult } from 'lit';
import { count, formatBytes } from '../base/format.ts';
import type {
  CacheInfo,
  Selection,
  SlabDetail,
  Snapshot,
  Touched,
} from '../engine/snapshot-types.ts';
import { freelistOf, objectPlace } from '../render/freelist.ts';
import { nameBook } from '../render/names.ts';

export interface SlabView {
  readonly slab: SlabDetail;
  readonly cache: CacheInfo;
  readonly snapshot: Snapshot;
  readonly selection: Selection | null;
  readonly touched: Touched | null;
  /** The object that Tab leads to. */
  readonly focus: number;
  readonly free: (index: number) => void;
}

const listNames = ['full', 'partial', 'empty'] as const;
const mostLinks = 24;

export function pickedObject({ slab, selection }: Pick<SlabView, 'slab' | 'selection'>): number {
  const here = selection?.type === 'object' && selection.pfn === slab.pfn;
  return here && selection.index < slab.slots.length ? selection.index : -1;
}

/** `0x10240`: an address in the segment, as the engine counts it. */
export const addressText = (bytes: number): string => `0x${bytes.toString(16)}`;

const slabBytes = ({ cache, snapshot }: SlabView): number => 2 ** cache.order * snapshot.pageSize;

function ordinal(place: number): string {
  const last = place % 100 > 10 && place % 100 < 14 ? 0 : place % 10;
  return `${place}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

/** `in use`, `in use by d[3], 20 bytes asked for`, `free, 2nd on the freelist`. */
export function slotText(view: SlabView, index: number, chain: readonly number[]): string {
  const { slab, cache, snapshot } = view;
  const slot = slab.slots[index];
  if (!slot) return '';
  if (!slot.live) return `free, ${ordinal(chain.indexOf(index) + 1)} on the freelist`;
  const { pfn, offset } = objectPlace(slab.pfn, index, cache.size, snapshot.pageSize);
  const holder = nameBook(snapshot, null).holder(pfn, offset);
  const by = holder?.name ? ` by ${holder.name}` : '';
  return `in use${by}${slot.requested > 0 ? `, ${formatBytes(slot.requested)} asked for` : ''}`;
}

function slot(view: SlabView, index: number, place: number): TemplateResult {
  const { slab, cache, touched, focus } = view;
  const live = slab.slots[index]?.live ?? false;
  const now = touched?.objects.some((object) => object.pfn === slab.pfn && object.index === index);
  const picked = pickedObject(view) === index;
  const names = ['slot', live ? 'live' : 'hollow', now ? 'now' : '', picked ? 'picked' : ''];
  const bytes = slabBytes(view);
  return html`<button
    class=${names.filter(Boolean).join(' ')}
    .style=${`left: ${(100 * index * cache.size) / bytes}%; width: ${(100 * cache.size) / bytes}%`}
    tabindex=${index === focus ? 0 : -1}
    data-index=${index}
    aria-pressed=${picked}
    aria-label=${`object ${index}, ${live ? 'in use' : `free, ${ordinal(place + 1)} on the freelist`}`}
  >
    ${cache.objectsPerSlab <= 40 ? index : nothing}
  </button>`;
}

function heading(view: SlabView, chain: readonly number[]): TemplateResult {
  const { slab, cache, snapshot } = view;
  const picked = pickedObject(view);
  if (picked < 0) {
    return html`<div class="head">
      <h2>Slab at frame ${slab.pfn}</h2>
      <span class="muted">
        ${cache.name} · ${listNames[slab.list]} · ${slab.inUse} of
        ${count(cache.objectsPerSlab, 'object')} in use
      </span>
    </div>`;
  }
  const start = slab.pfn * snapshot.pageSize + picked * cache.size;
  const live = slab.slots[picked]?.live;
  return html`<div class="head">
    <h2>Object ${picked} of frame ${slab.pfn}</h2>
    ${live ? html`<button class="free" @click=${() => view.free(picked)}>Free it</button>` : nothing}
    <span class="muted">
      ${cache.name} · ${formatBytes(cache.objectSize)} at ${addressText(start)}, bytes
      ${picked * cache.size}–${picked * cache.size + cache.objectSize - 1} of the slab ·
      ${slotText(view, picked, chain)}
    </span>
  </div>`;
}

function freelistLine(chain: readonly number[]): TemplateResult {
  if (chain.length === 0) return html`<p class="chain">freelist: empty, every object is in use</p>`;
  const shown = chain.slice(0, mostLinks);
  const rest = chain.length - shown.length;
  return html`<p class="chain">
    freelist, head first: ${shown.map((index) => html`<b>${index}</b> → `)}
    ${rest > 0 ? `${rest.toLocaleString('en')} more → ` : nothing} end
  </p>`;
}

export function slabTemplate(view: SlabView): TemplateResult {
  const { slab, cache } = view;
  const chain = freelistOf(slab);
  const places = new Map(chain.map((index, place) => [index, place]));
  const used = cache.objectsPerSlab * cache.size;
  const bytes = slabBytes(view);
  return html`
    ${heading(view, chain)}
    <div class="strip" role="group" aria-label=${`Objects of the slab at frame ${slab.pfn}, by address`}>
      ${slab.slots.map(({ index }) => slot(view, index, places.get(index) ?? 0))}
      ${
        cache.tail > 0
          ? html`<div
            class="waste"
            title=${`tail: ${formatBytes(cache.tail)}`}
            .style=${`left: ${(100 * used) / bytes}%; right: 0`}
          ></div>`
          : nothing
      }
    </div>
    ${freelistLine(chain)}
  `;
}
