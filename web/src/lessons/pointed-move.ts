/** The move that pointing at something in the picture makes. */
import { FrameKind, type Selection, SlabList, type Snapshot } from '../engine/snapshot-types.ts';
import { type Move, movesBeside } from './moves.ts';

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

/** The move that pointing at a list of a cache makes. */
export function pointedLane(due: Move, list: SlabList): Move | null {
  const offered = movesBeside(due.name);
  if (offered.includes('move_slab')) return { name: 'move_slab', value: list };
  if (!offered.includes('look_partial') || list === SlabList.Full) return null;
  return { name: list === SlabList.Partial ? 'look_partial' : 'look_empty', value: -1 };
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
  if (list !== null && offered.includes('look_partial')) return pointedLane(due, list);
  if (offered.includes('take')) return { name: 'take', value };
  return offered.includes('buddy') ? { name: 'buddy', value } : null;
}
