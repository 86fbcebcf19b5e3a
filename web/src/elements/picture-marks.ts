/** What of the picture is marked, from what the shell says and what the reader points at. */
import type { Block, Selection, Snapshot, Touched } from '../engine/snapshot-types.ts';
import { blockAt, blockFrom } from '../render/blocks.ts';
import { buddyPlace, type Marks } from '../render/paint-marks.ts';
import type { Trail } from '../session/view-types.ts';
import type { ChipMarks } from './free-list.ts';

/** The block of a selected block or object. */
export function selectedBlock(snapshot: Snapshot, selection: Selection | null): Block | null {
  if (selection?.type !== 'block' && selection?.type !== 'object') return null;
  return blockAt(snapshot, selection.pfn);
}

/** Where a selected object lies, as a fractional frame: its middle. */
export function objectFrame(snapshot: Snapshot, selection: Selection | null): number | undefined {
  if (selection?.type !== 'object') return undefined;
  const { pfn, index } = selection;
  const cache = snapshot.caches.find(({ slabs }) => slabs.flat().some((slab) => slab.pfn === pfn));
  return cache && pfn + ((index + 0.5) * cache.size) / snapshot.pageSize;
}

/** The slabs of a selected cache. */
function relatedBlocks(snapshot: Snapshot, selection: Selection | null): Block[] {
  if (selection?.type !== 'cache') return [];
  const cache = snapshot.caches.find(({ id }) => id === selection.cache);
  return (cache?.slabs.flat() ?? []).flatMap(({ pfn }) => blockFrom(snapshot, pfn) ?? []);
}

export interface Marked {
  readonly touched: Touched | null;
  readonly trail: Trail | null;
  readonly selection: Selection | null;
  readonly hovered: Block | null;
  /** Pointed at in another view; -1: nothing is. */
  readonly pointed?: number;
}

export function marksOf(snapshot: Snapshot, marked: Marked): Marks {
  return {
    now: marked.touched?.blocks ?? [],
    path: marked.trail,
    selected: selectedBlock(snapshot, marked.selection),
    hovered: marked.hovered ?? blockFrom(snapshot, marked.pointed ?? -1),
    related: relatedBlocks(snapshot, marked.selection),
  };
}

export function chipMarksOf(snapshot: Snapshot, marks: Marks): ChipMarks {
  return {
    now: new Set(marks.now.map(({ pfn }) => pfn)),
    chosen: marks.selected?.pfn ?? -1,
    buddy: buddyPlace(snapshot, marks.selected)?.pfn ?? -1,
    hovered: marks.hovered?.pfn ?? -1,
  };
}
