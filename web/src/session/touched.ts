/** What a request has touched so far: the one thing the page draws in the accent colour. */

import { isBlock } from '../engine/snapshot.ts';
import type { Block, EngineEvent, Snapshot, Touched } from '../engine/snapshot-types.ts';
import type { CommandCounters, Trail } from './view-types.ts';

/** {@link BuddyVerdict} `top_order`: there is no buddy to point at. */
const noBuddy = 3;

type Place = { readonly pfn: number; readonly order: number };

/** The blocks an event is about. Some are gone again by the next event. */
function blocksOf({ kind, order, small, main }: EngineEvent): Place[] {
  switch (kind) {
    case 'take':
    case 'hand_out':
    case 'free_pages':
    case 'coalesce':
    case 'block_free':
    case 'slab_carved':
    case 'reap':
    case 'fallback':
    case 'steal':
    case 'list_move':
    case 'pcp_in':
    case 'pcp_take':
    case 'pcp_put':
    case 'pcp_out':
      return [{ pfn: main, order }];
    case 'split':
      return [
        { pfn: main, order },
        { pfn: main + 2 ** order, order },
      ];
    case 'buddy_look':
      return small === noBuddy ? [] : [{ pfn: main, order }];
    default:
      return [];
  }
}

const slabKinds = new Set(['slab_carved', 'object_out', 'object_in', 'cache_free', 'slab_moved']);
const cacheKinds = new Set([
  'cache_create',
  'cache_alloc',
  'look_partial',
  'look_empty',
  'grow',
  'slab_carved',
  'ctor_ran',
  'ctor_saved',
  'cache_free',
  'slab_moved',
  'shrink',
  'reap',
  'kmalloc_class',
]);
/** Head frame of the block or slab that an event is about. */
export function aboutOf(event: EngineEvent): number | undefined {
  return slabKinds.has(event.kind) ? event.main : blocksOf(event).at(-1)?.pfn;
}

/** Another type claims a pageblock: it changes its type, or keeps it. */
const pageblockKinds = new Set(['claim', 'pageblock_type', 'pageblock_kept']);

const orderKinds = new Set(['alloc_pages', 'round_up', 'look', 'take', 'split', 'buddy_look']);

function standing({ pfn, order }: Place, snapshot: Snapshot): Block | null {
  if (!isBlock(snapshot, pfn, order)) return null;
  return { pfn, order, kind: (snapshot.states[pfn] ?? 0) >> 5 };
}

/** `events` are those of the command under way, up to the position of the snapshot. */
export function touchedBy(events: readonly EngineEvent[], snapshot: Snapshot): Touched {
  const blocks = new Map<number, Block>();
  const slabs = new Set<number>();
  const caches = new Set<number>();
  const objects: { pfn: number; index: number }[] = [];
  const pageblocks = new Set<number>();
  for (const event of events) {
    for (const place of blocksOf(event)) {
      const block = standing(place, snapshot);
      if (!block) continue;
      blocks.delete(block.pfn); // the last one touched stands last
      blocks.set(block.pfn, block);
    }
    if (slabKinds.has(event.kind)) slabs.add(event.main);
    if (event.kind === 'reap') slabs.delete(event.main);
    if (pageblockKinds.has(event.kind)) pageblocks.add(event.main);
    if (cacheKinds.has(event.kind)) caches.add(event.small);
    if (event.kind === 'object_out' || event.kind === 'object_in') {
      objects.push({ pfn: event.main, index: event.small });
    }
  }
  const now = events.at(-1);
  const orders = now && orderKinds.has(now.kind) ? [now.order] : [];
  return {
    blocks: [...blocks.values()],
    slabs: [...slabs],
    objects,
    orders,
    caches: [...caches],
    ...(pageblocks.size > 0 ? { pageblocks: [...pageblocks] } : {}),
  };
}

/** The way of the last request for pages through the rows, or null if there was none. */
export function trailOf(events: readonly EngineEvent[]): Trail | null {
  let trail: Trail | null = null;
  for (const { kind, order, main } of events) {
    if (kind === 'take' || kind === 'free_pages') {
      trail = { pfn: main, from: order, to: order };
    } else if (trail && (kind === 'split' || kind === 'coalesce')) {
      trail = { pfn: main, from: trail.from, to: order };
    }
  }
  return trail;
}

export function countersOf(events: readonly EngineEvent[]): CommandCounters {
  const of = (kind: string) => events.filter((event) => event.kind === kind);
  return {
    looks: of('look').length,
    splits: of('split').length,
    merges: of('coalesce').length,
    slabsGrown: of('slab_carved').length,
    slabsReaped: of('reap').length,
    ctorRuns: of('ctor_ran').reduce((sum, event) => sum + event.main, 0),
  };
}
