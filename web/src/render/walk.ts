/** Where the arrow keys lead from a block: address order sideways, orders up and down. */
import type { Block } from '../engine/snapshot-types.ts';
import { blockAt, type Frames, nearestOfOrder, nextBlock, previousBlock } from './blocks.ts';

/** The nearest block in the next row above (1) or below (−1) that has one. */
function acrossRows(snapshot: Frames, from: Block, by: 1 | -1): Block | null {
  for (let order = from.order + by; order >= 0 && order <= snapshot.topOrder; order += by) {
    const block = nearestOfOrder(snapshot, from.pfn, order);
    if (block) return block;
  }
  return null;
}

/** The block that a key leads to; null if the key is not one of the walk or there is none. */
export function walk(snapshot: Frames, from: Block, key: string): Block | null {
  switch (key) {
    case 'ArrowRight':
      return nextBlock(snapshot, from);
    case 'ArrowLeft':
      return previousBlock(snapshot, from);
    case 'ArrowUp':
      return acrossRows(snapshot, from, 1);
    case 'ArrowDown':
      return acrossRows(snapshot, from, -1);
    case 'Home':
      return blockAt(snapshot, 0);
    case 'End':
      return blockAt(snapshot, snapshot.frames - 1);
    default:
      return null;
  }
}

export const walkKeys: ReadonlySet<string> = new Set([
  'ArrowRight',
  'ArrowLeft',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);
