import { describe, expect, test } from 'vitest';
import { FrameKind, type Ledger } from '../../../web/src/engine/snapshot-types.ts';
import { freelistOf, objectPlace } from '../../../web/src/render/freelist.ts';
import { ledgerParts, objectPayload, percentages } from '../../../web/src/render/ledger-parts.ts';
import { nameBook, wasteShare } from '../../../web/src/render/names.ts';
import { dotAt, dotGrid, dotPlace, dotsPath, gridRows } from '../../../web/src/render/slab-grid.ts';
import {
  blockText,
  buddyText,
  rowText,
  shortBytes,
  stateCounts,
} from '../../../web/src/render/words.ts';
import { makeCache, makeSlab, random, sketch } from '../dev/fixture.ts';

const { snapshot, requested } = sketch();
const block = (pfn: number, order: number, kind: FrameKind) => ({ pfn, order, kind });

describe('words', () => {
  test('say what a block is, in full', () => {
    expect(blockText(snapshot, block(0, 3, FrameKind.Pages), 'a', 21 * 1024)).toBe(
      'a: pages, frames 0–7, order 3, 32 KiB, asked for 21 KiB',
    );
    expect(blockText(snapshot, block(17, 0, FrameKind.Free), '')).toBe(
      'free, frame 17, order 0, 4 KiB',
    );
  });

  test('leave out what was asked for when nothing was wasted', () => {
    expect(blockText(snapshot, block(8, 2, FrameKind.Pages), 'b', 16384)).not.toContain('asked');
  });

  test('say what stands where the buddy would', () => {
    expect(buddyText(snapshot, block(16, 0, FrameKind.Slab))).toBe('its buddy, frame 17, is free');
    expect(buddyText(snapshot, block(12, 0, FrameKind.Slab))).toBe(
      'its buddy, frame 13, is in use',
    );
    expect(buddyText(snapshot, block(0, 3, FrameKind.Pages))).toBe(
      'its buddy, frame 8, is split further',
    );
    expect(buddyText(snapshot, block(0, 6, FrameKind.Free))).toBe('the largest order has no buddy');
  });

  test('count the blocks of a row by kind', () => {
    const counts = stateCounts(snapshot.states);
    expect(rowText(counts, 0)).toBe('1 free, 1 of pages, 2 of slabs');
    expect(rowText(counts, 5)).toBe('1 free');
    expect(rowText(counts, 6)).toBe('0 free');
  });

  test('write short sizes', () => {
    expect([192, 4096, 21504, 1536 * 1024, 2 ** 32].map(shortBytes)).toEqual([
      '192 B',
      '4 K',
      '21 K',
      '1.5 M',
      '4 G',
    ]);
  });
});

describe('names', () => {
  const names = nameBook(snapshot, requested);

  test('come from handles for pages and from caches for slabs', () => {
    expect(['a', 'b', 'dentry', ''].map(String)).toEqual(
      [0, 8, 12, 17].map((pfn) => names.owner(pfn)),
    );
    expect(names.holder(16, 0)?.name).toBe('d[22]');
    expect(names.cacheOf(16)?.name).toBe('dentry');
    expect(names.cacheOf(0)).toBeNull();
  });

  test('give the bytes asked for only where some were wasted', () => {
    expect([names.fact(0), names.fact(8)]).toEqual(['21 K', '']);
    expect(nameBook(snapshot, new Map([[8, 16384]])).fact(8)).toBe('');
  });

  test('waste is the share nobody asked for', () => {
    expect(wasteShare(block(0, 3, FrameKind.Pages), 21 * 1024, 4096)).toBeCloseTo(11 / 32);
    expect(wasteShare(block(0, 3, FrameKind.Pages), 0, 4096)).toBe(0);
    expect(wasteShare(block(0, 3, FrameKind.Free), 1, 4096)).toBe(0);
  });
});

describe('a freelist', () => {
  const cache = makeCache(1, 'x', { objectsPerSlab: 5 });

  test('is followed from its head', () => {
    const slab = makeSlab(0, cache, 1, 2);
    expect(freelistOf(slab)).toEqual([2, 3, 4]);
    const slots = slab.slots.map((slot) => ({
      ...slot,
      nextFree: [-1, -1, 3, -1, 2][slot.index] ?? -1,
    }));
    expect(freelistOf({ ...slab, freeHead: 4, slots })).toEqual([4, 2, 3]);
  });

  test('that turns in a circle still ends', () => {
    const slab = makeSlab(0, cache, 1, 0);
    const slots = slab.slots.map((slot) => ({ ...slot, nextFree: (slot.index + 1) % 5 }));
    expect(freelistOf({ ...slab, slots })).toEqual([0, 1, 2, 3, 4]);
  });

  test('objects of a slab of several frames start in the frame that holds their first byte', () => {
    expect(objectPlace(8, 0, 704, 4096)).toEqual({ pfn: 8, offset: 0 });
    expect(objectPlace(8, 6, 704, 4096)).toEqual({ pfn: 9, offset: 6 * 704 - 4096 });
  });
});

describe('the ledger', () => {
  // Whatever the numbers, the percentages shown add up to 100.0.
  test('percentages add up', () => {
    const next = random(11);
    for (let i = 0; i < 500; i += 1) {
      const parts = Array.from({ length: 8 }, () => Math.floor(next() ** 4 * 1e9));
      parts[0] = (parts[0] ?? 0) + 1;
      const sum = percentages(parts).reduce((total, part) => total + Math.round(part * 10), 0);
      expect(sum).toBe(1000);
    }
    expect(percentages([1, 1, 1])).toEqual([33.4, 33.3, 33.3]);
    expect(percentages([0, 0])).toEqual([0, 0]);
  });

  test('splits payload into pages and objects, and keeps every byte', () => {
    const ledger: Ledger = {
      payload: 50000 + 22 * 192,
      blockRounding: 1000,
      objectRounding: 0,
      slabTails: 128,
      freeObjects: 20 * 192,
      emptySlabs: 0,
      freePages: 100000,
      percpuPages: 0,
      reservedPages: 0,
      total: 50000 + 22 * 192 + 1000 + 128 + 20 * 192 + 100000,
    };
    const caches = [makeCache(1, 'dentry', { objectsInUse: 22 })];
    expect(objectPayload(ledger, caches)).toBe(22 * 192);
    const parts = ledgerParts(ledger, caches);
    expect(parts[0]).toEqual({ row: 'payload', look: 'pages', bytes: 50000 });
    expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(ledger.total);
    expect(new Set(parts.map(({ row }) => row)).size).toBe(7);
  });
});

describe('dots of a slab', () => {
  test('each is found where it is drawn', () => {
    for (const count of [1, 21, 64, 128, 512]) {
      const grid = dotGrid(count, 170);
      if (!grid) throw new Error('no grid');
      for (let index = 0; index < count; index += 1) {
        const { x, y } = dotPlace(grid, index);
        expect(dotAt(grid, x + grid.size / 2, y + grid.size / 2)).toBe(index);
        expect(x + grid.size).toBeLessThanOrEqual(170);
      }
      expect(gridRows(grid) * grid.columns).toBeGreaterThanOrEqual(count);
      expect(dotAt(grid, -1, 0)).toBe(-1);
      expect(dotAt(grid, 0, gridRows(grid) * grid.pitch + 1)).toBe(-1);
    }
  });

  test('a slab of very many objects has none', () => {
    expect(dotGrid(513, 170)).toBeNull();
  });

  test('one closed path for each dot', () => {
    const grid = dotGrid(21, 170);
    if (!grid) throw new Error('no grid');
    expect(dotsPath(grid, [0, 5, 20]).match(/M[^z]+z/g)).toHaveLength(3);
  });
});
