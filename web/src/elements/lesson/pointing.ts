/** From what a lesson's words point at to what the picture selects. */
import {
  FrameKind,
  type LiveHandle,
  type Selection,
  type Snapshot,
} from '../../engine/snapshot-types.ts';
import type { Pointing } from '../../lessons/lesson-types.ts';
import { blockAt } from '../../render/blocks.ts';

/** The block of pages, or the object of a slab, that a name of the scenario holds. */
function held(snapshot: Snapshot, { pfn, offset }: LiveHandle): Selection | null {
  const block = blockAt(snapshot, pfn);
  if (!block || block.kind !== FrameKind.Slab) return { type: 'block', pfn };
  const owns = ({ slabs }: Snapshot['caches'][number]) =>
    slabs.flat().some((slab) => slab.pfn === block.pfn);
  const size = snapshot.caches.find(owns)?.size;
  if (!size) return { type: 'block', pfn: block.pfn };
  const index = ((pfn - block.pfn) * snapshot.pageSize + offset) / size;
  return { type: 'object', pfn: block.pfn, index };
}

/** Null if there is no such thing at this moment. */
export function selectionOf(pointing: Pointing, snapshot: Snapshot): Selection | null {
  switch (pointing.type) {
    case 'frame':
      return { type: 'block', pfn: pointing.pfn };
    case 'order':
    case 'object':
      return pointing;
    case 'cache': {
      const cache = snapshot.caches.find(({ name }) => name === pointing.name);
      return cache ? { type: 'cache', cache: cache.id } : null;
    }
    case 'handle': {
      const handle = snapshot.handles.find(({ name }) => name === pointing.name);
      return handle ? held(snapshot, handle) : null;
    }
  }
}
