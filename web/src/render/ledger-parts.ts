/** The ledger as parts of one bar: every byte of the segment in exactly one of them. */
import type { CacheInfo, Ledger } from '../engine/snapshot-types.ts';

export type LedgerRow = Exclude<keyof Ledger, 'total'>;

export interface LedgerPart {
  readonly row: LedgerRow;
  /** Payload is drawn twice: pages blue, objects green. */
  readonly look:
    | 'pages'
    | 'pages-waste'
    | 'objects'
    | 'objects-waste'
    | 'tail'
    | 'hollow'
    | 'empty'
    | 'free';
  readonly bytes: number;
}

/** Message of each part. Payload is told apart by where it is; the other rows are the ledger's. */
export const ledgerNames: Readonly<Record<LedgerPart['look'], string>> = {
  pages: 'bytes.pages',
  objects: 'bytes.objects',
  'pages-waste': 'ledger.block_rounding',
  'objects-waste': 'ledger.object_rounding',
  tail: 'ledger.slab_tails',
  hollow: 'ledger.free_objects',
  empty: 'ledger.empty_slabs',
  free: 'ledger.free_pages',
};

/** Bytes in live objects that were asked for; the rest of the payload is in pages. */
export function objectPayload(ledger: Ledger, caches: readonly CacheInfo[]): number {
  const live = caches.reduce((sum, { objectsInUse, size }) => sum + objectsInUse * size, 0);
  return Math.min(ledger.payload, Math.max(0, live - ledger.objectRounding));
}

/** In the order of the bar. Parts of nothing are kept: their place in the legend does not move. */
export function ledgerParts(ledger: Ledger, caches: readonly CacheInfo[]): LedgerPart[] {
  const objects = objectPayload(ledger, caches);
  return [
    { row: 'payload', look: 'pages', bytes: ledger.payload - objects },
    { row: 'blockRounding', look: 'pages-waste', bytes: ledger.blockRounding },
    { row: 'payload', look: 'objects', bytes: objects },
    { row: 'objectRounding', look: 'objects-waste', bytes: ledger.objectRounding },
    { row: 'slabTails', look: 'tail', bytes: ledger.slabTails },
    { row: 'freeObjects', look: 'hollow', bytes: ledger.freeObjects },
    { row: 'emptySlabs', look: 'empty', bytes: ledger.emptySlabs },
    { row: 'freePages', look: 'free', bytes: ledger.freePages },
  ];
}

/** Percentages in tenths that add up to exactly 100.0, by largest remainder. */
export function percentages(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total <= 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part / total) * 1000);
  const tenths = exact.map(Math.floor);
  let missing = 1000 - tenths.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    tenths[index] = (tenths[index] ?? 0) + 1;
    missing -= 1;
  }
  return tenths.map((value) => value / 10);
}
