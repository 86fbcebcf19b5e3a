/** The keys of the picture: walking the blocks, choosing, freeing, zooming. */
import type { Block, Snapshot } from '../engine/snapshot-types.ts';
import { walk, walkKeys } from '../render/walk.ts';
import type { Zoom } from './picture-zoom.ts';

export interface KeyTarget {
  readonly snapshot: Snapshot;
  /** The block that has the focus. */
  readonly block: Block;
  /** Where it lies in the lane. */
  readonly placed: Block;
  readonly zoom: Zoom;
  focus(block: Block | null): void;
  select(block: Block | null): void;
  free(block: Block): void;
}

function zoomKey(key: string, block: Block, zoom: Zoom): boolean {
  if (key === '+' || key === '=') zoom.zoomOn(block, 2);
  else if (key === '-') zoom.zoomOn(block, 0.5);
  else if (key === '0') zoom.showAll();
  else return false;
  return true;
}

/** Whether the key means something here. Outside the segment there is nothing but zooming. */
export function pictureKey(key: string, target: KeyTarget): boolean {
  const { snapshot, block, placed, zoom } = target;
  if (zoomKey(key, placed, zoom)) return true;
  if (zoom.outside) return false;
  if (walkKeys.has(key)) target.focus(walk(snapshot, block, key));
  else if (key === 'Enter' || key === ' ') target.select(block);
  else if (key === 'Delete' || key === 'f') target.free(block);
  else if (key === 'Escape') target.select(null);
  else return false;
  return true;
}
