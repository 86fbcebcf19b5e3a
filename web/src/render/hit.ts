/** From a point of the lane to what is drawn there. One test for pointer, touch and clicks. */
import type { Block, Snapshot } from '../engine/snapshot-types.ts';
import { blockAt, framesOf, nearestOfOrder } from './blocks.ts';
import { frameAt, frameWidth, type Lane, orderAt } from './lane.ts';

/** A block this near to the pointer, in pixels, is meant although the pointer is beside it. */
const reach = 6;

/**
 * The block at a point, or null. The row must be that of its order; a block that is narrow on the
 * screen is also hit from up to six pixels beside it.
 */
export function hitTest(snapshot: Snapshot, lane: Lane, x: number, y: number): Block | null {
  const order = orderAt(lane, y);
  if (order < 0 || x < 0 || x >= lane.width) return null;
  const block = blockAt(snapshot, frameAt(lane, x));
  if (block?.order === order) return block;
  const frame = Math.min(Math.max(frameAt(lane, x), 0), snapshot.frames - 1);
  const steps = Math.ceil(reach / (frameWidth(lane) * 2 ** order)) + 1;
  const near = nearestOfOrder(snapshot, frame, order, steps);
  return near && distance(lane, near, x) <= reach ? near : null;
}

function distance(lane: Lane, block: Block, x: number): number {
  const left = (block.pfn - lane.window.from) * frameWidth(lane);
  const right = left + framesOf(block) * frameWidth(lane);
  return Math.max(left - x, x - right, 0);
}
