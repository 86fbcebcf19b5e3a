import { describe, expect, test } from 'vitest';
import { type Block, FrameKind } from '../../../web/src/engine/snapshot-types.ts';
import { aggregate, BandKind, bandKinds, stackOf } from '../../../web/src/render/bands.ts';
import { framesOf } from '../../../web/src/render/blocks.ts';
import type { FrameWindow } from '../../../web/src/render/lane.ts';
import { fillBand } from '../../../web/src/render/paint-bands.ts';
import { makeSnapshot, random, randomBlocks } from '../dev/fixture.ts';

const frames = 4096;
const orders = 8;

function bandKind(kind: FrameKind): number {
  if (kind === FrameKind.Pages) return BandKind.Pages;
  return kind === FrameKind.Slab ? BandKind.Slab : BandKind.Free;
}

/** Frame by frame, with the definition of a column written down once more. */
function naive(blocks: readonly Block[], { from, to }: FrameWindow, columns: number): number[] {
  const counts = new Array<number>(orders * bandKinds * columns).fill(0);
  for (const block of blocks) {
    if (block.order >= orders) continue;
    for (let frame = block.pfn; frame < block.pfn + framesOf(block); frame += 1) {
      if (frame < Math.floor(from) || frame >= to) continue;
      const column = Math.max(0, Math.floor(((frame - from) * columns) / (to - from)));
      const slot = (block.order * bandKinds + bandKind(block.kind)) * columns + column;
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }
  return counts;
}

const cases = [1, 2, 3, 4, 5, 6].map((seed) => {
  const next = random(seed * 17);
  const from = seed === 1 ? 0 : next() * 2000;
  const to = seed === 1 ? frames : from + 500 + next() * 1500;
  return { seed, window: { from, to }, columns: 1 + Math.floor(next() * 400) };
});

describe.each(cases)('bands of segment $seed in $columns columns', ({ seed, window, columns }) => {
  const blocks = randomBlocks(frames, seed, 0.85);
  const snapshot = makeSnapshot({ frames, blocks });
  const bands = aggregate(snapshot, window, columns, orders);

  test('count what a walk frame by frame counts', () => {
    expect([...bands.frames]).toEqual(naive(blocks, window, columns));
  });

  // With all orders counted, every frame in the window is in exactly one place.
  test('lose no frame', () => {
    const all = aggregate(snapshot, window, columns, 13);
    const sum = all.frames.reduce((total, count) => total + count, 0);
    expect(sum).toBe(Math.ceil(window.to) - Math.floor(window.from));
  });

  test('stacks fit their row, and nothing that is there vanishes', () => {
    const stack = { pages: 0, slab: 0, free: 0 };
    for (const height of [5, 20]) {
      for (let order = 0; order < orders; order += 1) {
        for (let column = 0; column < columns; column += 1) {
          stackOf(bands, order, column, height, stack);
          expect(stack.pages + stack.slab + stack.free).toBeLessThanOrEqual(height);
          const count = (kind: number) =>
            bands.frames[(order * bandKinds + kind) * columns + column] ?? 0;
          expect(stack.pages > 0).toBe(count(BandKind.Pages) > 0);
          expect(stack.slab > 0).toBe(count(BandKind.Slab) > 0);
          expect(stack.free > 0).toBe(count(BandKind.Free) > 0);
        }
      }
    }
  });
});

test('a column that one kind fills is painted from bottom to top', () => {
  const snapshot = makeSnapshot({
    frames: 4,
    blocks: randomBlocks(4, 1, 1).map((b) => ({ ...b, kind: FrameKind.Pages })),
  });
  const bands = aggregate(snapshot, { from: 0, to: 4 }, 2, 1);
  const pixels = new Uint32Array(2 * 3);
  fillBand(pixels, bands, 0, 3, { pages: 7, slab: 8, slabDots: 9, free: 10 });
  expect([...pixels]).toEqual([7, 7, 7, 7, 7, 7]);
});

test('pages lie at the bottom, free frames on top', () => {
  const kinds = [FrameKind.Pages, FrameKind.Free];
  const blocks = kinds.map((kind, pfn) => ({ pfn, order: 0, kind }));
  const bands = aggregate(makeSnapshot({ frames: 2, blocks }), { from: 0, to: 2 }, 1, 1);
  const pixels = new Uint32Array(4);
  fillBand(pixels, bands, 0, 4, { pages: 7, slab: 8, slabDots: 9, free: 10 });
  expect([...pixels]).toEqual([10, 10, 7, 7]);
});

test('a block in transit counts as free', () => {
  const blocks = [{ pfn: 0, order: 0, kind: FrameKind.InTransit }];
  const bands = aggregate(makeSnapshot({ frames: 1, blocks }), { from: 0, to: 1 }, 1, 1);
  expect(bands.frames[BandKind.Free]).toBe(1);
});
