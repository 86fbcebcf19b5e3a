import type { Selection, SlabDetail } from '../engine/snapshot-types.ts';

/** The selected object of a slab; -1 if the selection lies elsewhere. */
export function pickedObject({
  slab,
  selection,
}: {
  readonly slab: SlabDetail;
  readonly selection: Selection | null;
}): number {
  const here = selection?.type === 'object' && selection.pfn === slab.pfn;
  return here && selection.index < slab.slots.length ? selection.index : -1;
}
