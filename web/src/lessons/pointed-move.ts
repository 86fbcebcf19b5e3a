/** The move that pointing at something in the picture makes. */
import { FrameKind, type Selection, SlabList, type Snapshot } from '../engine/snapshot-types.ts';
import { type Move, type MoveName, movesBeside } from './moves.ts';

function headOf(snapshot: Snapshot, pfn: number): number {
  let head = pfn;
  while (head > 0 && (snapshot.states[head] ?? 0) >> 5 === FrameKind.Interior) head -= 1;
  return head;
}

function listOf(snapshot: Snapshot, pfn: number): SlabList | null {
  for (const { slabs } of snapshot.caches) {
    const slab = slabs.flat().find((one) => one.pfn === pfn);
    if (slab) return slab.list;
  }
  return null;
}

function pointedSlab(offered: readonly MoveName[], list: SlabList): Move | null {
  if (!offered.includes('look_partial')) return null;
  if (list === SlabList.Partial) return { name: 'look_partial', value: -1 };
  return list === SlabList.Empty ? { name: 'look_empty', value: -1 } : null;
}

/** Null where pointing says nothing: then it selects, as ever. */
export function pointedMove(due: Move, selection: Selection, snapshot: Snapshot): Move | null {
  const offered = movesBeside(due.name);
  if (selection.type === 'order' && offered.includes('look')) {
    return { name: due.name === 'round_up' ? 'round_up' : 'look', value: selection.order };
  }
  if (selection.type === 'object' && offered.includes('object')) {
    return { name: 'object', value: selection.index };
  }
  if (selection.type !== 'block') return null;
  const value = headOf(snapshot, selection.pfn);
  const list = listOf(snapshot, value);
  if (due.name === 'reap' && list !== null) return { name: 'reap', value };
  if (list !== null && offered.includes('look_partial')) return pointedSlab(offered, list);
  if (offered.includes('take')) return { name: 'take', value };
  return offered.includes('buddy') ? { name: 'buddy', value } : null;
}
