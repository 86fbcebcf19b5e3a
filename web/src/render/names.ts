/** Who holds what, looked up from a snapshot once and then asked by painters and elements. */
import type { LinuxSnapshot } from '../engine/linux-types.ts';
import {
  type Block,
  type CacheInfo,
  FrameKind,
  type LiveHandle,
  type Snapshot,
} from '../engine/snapshot-types.ts';
import { framesOf } from './blocks.ts';
import type { Brushes, Labels } from './paint-blocks.ts';
import { patternOf } from './patterns.ts';
import { shortBytes } from './words.ts';

export interface NameBook extends Labels {
  /** The cache whose slab starts at a frame. */
  cacheOf(pfn: number): CacheInfo | null;
  /** The handle that holds the address `offset` bytes into a frame. */
  holder(pfn: number, offset: number): LiveHandle | null;
}

/** What comes with the first machine that needs it. */
export const late: { brushes?: (snapshot: Snapshot, linux: LinuxSnapshot) => Brushes } = {};

type Requested = ReadonlyMap<number, number> | null;

export function nameBook(snapshot: Snapshot, requested: Requested): NameBook {
  const caches = new Map<number, CacheInfo>();
  for (const cache of snapshot.caches) {
    for (const slab of cache.slabs.flat()) caches.set(slab.pfn, cache);
  }
  const handles = new Map<number, LiveHandle>();
  for (const handle of snapshot.handles) {
    handles.set(handle.pfn * snapshot.pageSize + handle.offset, handle);
  }
  const holder = (pfn: number, offset: number) =>
    handles.get(pfn * snapshot.pageSize + offset) ?? null;
  const asked = (pfn: number) => requested?.get(pfn) ?? 0;
  return {
    cacheOf: (pfn) => caches.get(pfn) ?? null,
    holder,
    owner: (pfn) => caches.get(pfn)?.name ?? holder(pfn, 0)?.name ?? '',
    fact: (pfn) => {
      const bytes = asked(pfn);
      return bytes > 0 && bytes % snapshot.pageSize !== 0 ? shortBytes(bytes) : '';
    },
    pattern: (pfn) => patternOf(caches.get(pfn)?.id ?? 1),
    brushes: snapshot.linux && late.brushes?.(snapshot, snapshot.linux),
    waste: (block) => wasteShare(block, asked(block.pfn), snapshot.pageSize),
  };
}

/** Share of a block that nobody asked for; 0 where the bytes asked for are not known. */
export function wasteShare(block: Block, requested: number, pageSize: number): number {
  if (block.kind !== FrameKind.Pages || requested <= 0) return 0;
  return Math.max(0, 1 - requested / (framesOf(block) * pageSize));
}
