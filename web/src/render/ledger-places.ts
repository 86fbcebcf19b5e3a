/** Where the bytes of a part of the ledger lie. */
import { FrameKind, SlabList, type Snapshot } from '../engine/snapshot-types.ts';
import { blocksIn, framesOf } from './blocks.ts';
import type { LedgerPart } from './ledger-parts.ts';

interface Place {
  readonly pfn: number;
  readonly bytes: number;
}

/** What a part of the ledger has in one block. */
function bytesIn(look: LedgerPart['look'], snapshot: Snapshot, requested: Requested): Place[] {
  const kind = look === 'free' ? FrameKind.Free : FrameKind.Pages;
  return blocksIn(snapshot, 0, snapshot.frames)
    .filter((block) => block.kind === kind)
    .map((block) => {
      const bytes = framesOf(block) * snapshot.pageSize;
      const asked = requested?.get(block.pfn) ?? bytes;
      return { pfn: block.pfn, bytes: look === 'pages-waste' ? bytes - asked : bytes };
    });
}

/** What it has in one slab. */
function slabBytes(look: LedgerPart['look'], snapshot: Snapshot): Place[] {
  return snapshot.caches.flatMap(({ slabs, size, objectSize, objectsPerSlab, tail, isKmalloc }) =>
    slabs.flat().map(({ pfn, inUse, list }) => {
      const empty = list === SlabList.Empty;
      const bytes = {
        objects: inUse * objectSize,
        'objects-waste': inUse * (isKmalloc ? 1 : size - objectSize),
        tail: empty ? 0 : tail,
        hollow: empty ? 0 : (objectsPerSlab - inUse) * size,
        empty: empty ? 1 : 0,
      }[look as 'objects'];
      return { pfn, bytes: bytes ?? 0 };
    }),
  );
}

type Requested = ReadonlyMap<number, number> | null;

/** Head page frames of the blocks that have some of a part, those with the most of it first. */
export function placesOf(
  look: LedgerPart['look'],
  snapshot: Snapshot,
  requested: Requested,
): number[] {
  const pages = look === 'free' || look === 'pages' || look === 'pages-waste';
  const places = pages ? bytesIn(look, snapshot, requested) : slabBytes(look, snapshot);
  return places
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || a.pfn - b.pfn)
    .map(({ pfn }) => pfn);
}
