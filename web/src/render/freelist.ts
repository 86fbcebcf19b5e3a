/** The freelist of a slab: free objects in the order in which they will be handed out. */
import type { SlabDetail } from '../engine/snapshot-types.ts';

/** Follows the free pointers from the head; a chain that turns in a circle ends there. */
export function freelistOf(slab: SlabDetail): number[] {
  const chain: number[] = [];
  const seen = new Set<number>();
  let index = slab.freeHead;
  while (index >= 0 && !seen.has(index)) {
    seen.add(index);
    chain.push(index);
    index = slab.slots[index]?.nextFree ?? -1;
  }
  return chain;
}

/** Where an object starts, as the address that frees it: page frame, and bytes into that frame. */
export function objectPlace(
  slabPfn: number,
  index: number,
  size: number,
  pageSize: number,
): { readonly pfn: number; readonly offset: number } {
  const bytes = index * size;
  return { pfn: slabPfn + Math.floor(bytes / pageSize), offset: bytes % pageSize };
}
