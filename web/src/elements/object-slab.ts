/** A slab opened: its bytes as a strip of objects, and its freelist in order. */
import { html, nothing, type TemplateResult } from 'lit';
import type {
  CacheInfo,
  Selection,
  SlabDetail,
  Snapshot,
  Touched,
} from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';
import { freelistOf, objectPlace } from '../render/freelist.ts';
import { nameBook } from '../render/names.ts';
import { pickedObject } from './object-picked.ts';

export interface SlabView {
  /** Leads to the causes of what is shown. */
  readonly why: TemplateResult;
  readonly slab: SlabDetail;
  readonly cache: CacheInfo;
  readonly snapshot: Snapshot;
  readonly selection: Selection | null;
  readonly touched: Touched | null;
  /** The object that Tab leads to. */
  readonly focus: number;
  readonly free: (index: number) => void;
}

const listNames = ['word.full', 'word.partial', 'word.empty'] as const;
const mostLinks = 24;

/** `0x10240`: an address in the segment, as the engine counts it. */
export const addressText = (bytes: number): string => `0x${bytes.toString(16)}`;

const slabBytes = ({ cache, snapshot }: SlabView): number => 2 ** cache.order * snapshot.pageSize;

function freeText(place: number): string {
  return message('object.slot.free', { place });
}

/** `in use`, `in use by d[3], 20 bytes asked for`, `free, number 2 on the freelist`. */
export function slotText(view: SlabView, index: number, chain: readonly number[]): string {
  const { slab, cache, snapshot } = view;
  const slot = slab.slots[index];
  if (!slot) return '';
  if (!slot.live) return freeText(chain.indexOf(index) + 1);
  const { pfn, offset } = objectPlace(slab.pfn, index, cache.size, snapshot.pageSize);
  const name = nameBook(snapshot, null).holder(pfn, offset)?.name;
  const state = name ? message('object.slot.held', { name }) : message('object.slot.live');
  if (slot.requested === 0) return state;
  return message('object.slot.asked', { state, bytes: formatBytes(slot.requested) });
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
    aria-label=${message('object.slot', {
      index,
      state: live ? message('object.slot.live') : freeText(place + 1),
    })}
  >
    ${cache.objectsPerSlab <= 40 ? index : nothing}
  </button>`;
}

function heading(view: SlabView, chain: readonly number[]): TemplateResult {
  const { slab, cache, snapshot } = view;
  const picked = pickedObject(view);
  if (picked < 0) {
    return html`<div class="head">
      <h2>${message('object.slab', { pfn: slab.pfn })}</h2>
      <span class="muted">
        ${message('object.slab_facts', {
          cache: cache.name,
          list: message(listNames[slab.list]),
          used: slab.inUse,
          objects: cache.objectsPerSlab,
        })}
      </span>
      ${view.why}
    </div>`;
  }
  const start = slab.pfn * snapshot.pageSize + picked * cache.size;
  const live = slab.slots[picked]?.live;
  return html`<div class="head">
    <h2>${message('object.title', { index: picked, pfn: slab.pfn })}</h2>
    ${
      live
        ? html`<button class="free" @click=${() => view.free(picked)}>
            ${message('object.free')}
          </button>`
        : nothing
    }
    <span class="muted">
      ${message('object.facts', {
        cache: cache.name,
        bytes: formatBytes(cache.objectSize),
        address: addressText(start),
        from: picked * cache.size,
        to: picked * cache.size + cache.objectSize - 1,
        state: slotText(view, picked, chain),
      })}
    </span>
    ${view.why}
  </div>`;
}

function freelistLine(chain: readonly number[]): TemplateResult {
  if (chain.length === 0) return html`<p class="chain">${message('object.freelist_empty')}</p>`;
  const shown = chain.slice(0, mostLinks);
  const rest = chain.length - shown.length;
  return html`<p class="chain">
    ${message('object.freelist')} ${shown.map((index) => html`<b>${index}</b> → `)}
    ${rest > 0 ? `${message('object.freelist_more', { n: rest })} → ` : nothing}
    ${message('object.freelist_end')}
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
    <div class="strip" role="group" aria-label=${message('object.strip', { pfn: slab.pfn })}>
      ${slab.slots.map(({ index }) => slot(view, index, places.get(index) ?? 0))}
      ${
        cache.tail > 0
          ? html`<div
            class="waste"
            title=${message('object.tail', { bytes: formatBytes(cache.tail) })}
            .style=${`left: ${(100 * used) / bytes}%; right: 0`}
          ></div>`
          : nothing
      }
    </div>
    ${freelistLine(chain)}
  `;
}
