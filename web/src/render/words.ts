/** Facts of the picture as text: for labels, for the line below the rows, for screen readers. */
import { type Block, FrameKind, type Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { counted, formatBytes, listed } from '../messages/quantities.ts';
import { blockFrom, buddyOf, framesOf } from './blocks.ts';

const units = ['B', 'K', 'M', 'G', 'T'];

/** `21 K`, `4 M`, `192 B`: for places too small for `21 KiB`. */
export function shortBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}

const kindKeys: Readonly<Record<number, string>> = {
  [FrameKind.Pages]: 'word.pages',
  [FrameKind.Slab]: 'word.slab',
  [FrameKind.InTransit]: 'fact.moving',
  [FrameKind.Percpu]: 'zones.kind.percpu',
  [FrameKind.Hole]: 'zones.kind.hole',
  [FrameKind.Reserved]: 'zones.kind.reserved',
};

export const kindWord = (kind: FrameKind): string => message(kindKeys[kind] ?? 'word.free');

/** `64 M`, `65792 K`: the largest unit that makes the number a whole one. */
export function wholeBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value > 0 && value % 1024 === 0 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value} ${units[unit]}`;
}

/** `frame 16` or `frames 16–19`. */
export function frameRange({ pfn, order }: Pick<Block, 'pfn' | 'order'>): string {
  if (order === 0) return message('fact.frame', { pfn });
  return message('fact.frames', { from: pfn, to: pfn + framesOf({ order }) - 1 });
}

export const orderSize = (snapshot: Pick<Snapshot, 'pageSize'>, order: number): string =>
  message('fact.order', { order, bytes: formatBytes(2 ** order * snapshot.pageSize) });

function factsOf(snapshot: Snapshot, block: Block, requested: number): string[] {
  const facts = [kindWord(block.kind), frameRange(block), orderSize(snapshot, block.order)];
  const bytes = framesOf(block) * snapshot.pageSize;
  if (requested > 0 && requested < bytes) {
    facts.push(message('fact.asked', { bytes: formatBytes(requested) }));
  }
  return facts;
}

/** `pages · frames 0–7 · order 3, 32 KiB · asked for 21 KiB`. */
export const blockFacts = (snapshot: Snapshot, block: Block, requested = 0): string =>
  factsOf(snapshot, block, requested).join(' · ');

/** The same, for readers that read aloud: `a: pages, frames 0–7, order 3, 32 KiB`. */
export function blockText(snapshot: Snapshot, block: Block, owner: string, requested = 0): string {
  const facts = listed(factsOf(snapshot, block, requested));
  return owner ? message('fact.owned', { owner, facts }) : facts;
}

/** `its buddy, frame 17, is in use`. */
export function buddyText(snapshot: Snapshot, block: Block): string {
  const pfn = buddyOf(snapshot, block);
  if (pfn < 0) return message('fact.no_buddy');
  const other = blockFrom(snapshot, pfn);
  if (!other || other.order < block.order) return message('fact.buddy.split', { pfn });
  return message(other.kind === FrameKind.Free ? 'fact.buddy.free' : 'fact.buddy.in_use', { pfn });
}

/** How many blocks start with each state byte: one pass, for the counts of all rows. */
export function stateCounts(states: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let pfn = 0; pfn < states.length; pfn += 1) {
    const state = states[pfn] as number;
    counts[state] = (counts[state] as number) + 1;
  }
  return counts;
}

/** `1 free, 2 of pages`: the blocks of one order by kind. */
export function rowText(counts: Uint32Array, order: number): string {
  const of = (kind: FrameKind): number => counts[(kind << 5) | order] ?? 0;
  const free = message('row.free', { n: of(FrameKind.Free) + of(FrameKind.InTransit) });
  const others = counted('row', { pages: of(FrameKind.Pages), slabs: of(FrameKind.Slab) });
  return listed(others ? [free, others] : [free]);
}
