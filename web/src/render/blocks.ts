/** Walking the blocks of a segment by its frame states: `kind << 5 | order` at heads, 0 inside. */
import type { Block, FrameKind, Snapshot } from '../engine/snapshot-types.ts';

/** What walking needs of a snapshot. */
export type Frames = Pick<Snapshot, 'frames' | 'states' | 'topOrder'>;

export const orderOf = (state: number): number => state & 31;
export const kindOf = (state: number): FrameKind => state >> 5;

/** The block that starts at a page frame, or null if none does. */
export function blockFrom({ states }: Frames, pfn: number): Block | null {
  const state = states[pfn] ?? 0;
  if (state === 0) return null;
  return { pfn, order: orderOf(state), kind: kindOf(state) };
}

/** The block that holds a page frame: its head is the frame with some low bits cleared. */
export function blockAt(snapshot: Frames, pfn: number): Block | null {
  if (pfn < 0 || pfn >= snapshot.frames) return null;
  for (let order = 0; order <= snapshot.topOrder; order += 1) {
    const head = pfn - (pfn % 2 ** order);
    const block = blockFrom(snapshot, head);
    if (block) return block.order >= order ? block : null;
  }
  return null;
}

export const framesOf = (block: Pick<Block, 'order'>): number => 2 ** block.order;

export function nextBlock(snapshot: Frames, block: Block): Block | null {
  return blockAt(snapshot, block.pfn + framesOf(block));
}

export function previousBlock(snapshot: Frames, block: Block): Block | null {
  return blockAt(snapshot, block.pfn - 1);
}

/** The blocks that hold a frame of [from, to), in address order; stops after `limit`. */
export function blocksIn(snapshot: Frames, from: number, to: number, limit = Infinity): Block[] {
  const found: Block[] = [];
  let block = blockAt(snapshot, Math.max(0, Math.floor(from)));
  while (block && block.pfn < to && found.length < limit) {
    found.push(block);
    block = nextBlock(snapshot, block);
  }
  return found;
}

/** Head page frame of the buddy of a block; -1 for a block of the top order, which has none. */
export function buddyOf(snapshot: Frames, block: Pick<Block, 'pfn' | 'order'>): number {
  if (block.order >= snapshot.topOrder) return -1;
  const size = framesOf(block);
  return (block.pfn / size) % 2 === 0 ? block.pfn + size : block.pfn - size;
}

/**
 * The block of `order` nearest to a frame, by distance of its head; looks at most `reach` blocks
 * to either side, so that a key press stays quick in a large segment.
 */
export function nearestOfOrder(
  snapshot: Frames,
  pfn: number,
  order: number,
  reach = 1 << 20,
): Block | null {
  const step = 2 ** order;
  const start = pfn - (pfn % step);
  for (let i = 0; i < reach; i += 1) {
    const below = start - i * step;
    const above = start + i * step;
    if (below < 0 && above >= snapshot.frames) return null;
    for (const head of [below, above]) {
      const block = head >= 0 ? blockFrom(snapshot, head) : null;
      if (block && block.order === order) return block;
    }
  }
  return null;
}
