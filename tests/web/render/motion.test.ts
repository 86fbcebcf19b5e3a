import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameKind, type Snapshot } from '../../../web/src/engine/snapshot-types.ts';
import type { Lane } from '../../../web/src/render/lane.ts';
import { movingIn, paintParting, partingBetween } from '../../../web/src/render/motion.ts';
import { nameBook } from '../../../web/src/render/names.ts';
import { readPalette } from '../../../web/src/render/palette.ts';
import { makeSnapshot } from '../dev/fixture.ts';
import { fakeContext } from './fake-context.ts';

const frames = 64;
type Place = readonly [pfn: number, order: number, kind?: FrameKind];

/** A segment of 64 frames of these blocks. */
const segment = (places: readonly Place[]): Snapshot =>
  makeSnapshot({
    frames,
    blocks: places.map(([pfn, order, kind = FrameKind.Free]) => ({ pfn, order, kind })),
  });

const whole: Place[] = [
  [0, 5, FrameKind.Pages],
  [32, 5],
];
const split: Place[] = [
  [0, 5, FrameKind.Pages],
  [32, 3, FrameKind.Pages],
  [40, 3],
  [48, 4],
];

describe('a parting', () => {
  it('opens where a block was split, and closes on the way back', () => {
    const opens = partingBetween(segment(whole), segment(split));
    expect(opens?.opens).toBe(true);
    expect(opens?.whole).toMatchObject({ pfn: 32, order: 5 });
    expect(opens?.parts.map(({ pfn, order }) => [pfn, order])).toEqual([
      [48, 4],
      [40, 3],
      [32, 3],
    ]);
    const closes = partingBetween(segment(split), segment(whole));
    expect(closes).toEqual({ ...opens, opens: false, whole: closes?.whole });
    expect(closes && [...movingIn(closes)]).toEqual([32]);
  });

  it('is not where nothing changed, only a kind changed, or two things did', () => {
    expect(partingBetween(segment(whole), segment(whole))).toBeNull();
    const kind = segment([
      [0, 5],
      [32, 5],
    ]);
    expect(partingBetween(segment(whole), kind)).toBeNull();
    const two = segment([[0, 4], [16, 4], ...split.slice(1)]);
    expect(partingBetween(segment(whole), two)).toBeNull();
    const tree = segment([
      [0, 5, FrameKind.Pages],
      [32, 3],
      [40, 3],
      [48, 3],
      [56, 3],
    ]);
    expect(partingBetween(segment(whole), tree)).toBeNull();
  });
});

describe('painting it', () => {
  const palette = readPalette({ getPropertyValue: (name) => name.slice('--kmem-'.length) });
  const after = segment(split);
  const lane: Lane = {
    window: { from: 0, to: frames },
    width: 640,
    rowHeight: 30,
    topOrder: 6,
    density: 1,
  };
  const parting = partingBetween(segment(whole), after);

  it('shows the whole block at every moment, in pieces that do not overlap', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        if (!parting) throw new Error('no parting');
        const ctx = fakeContext();
        paintParting(ctx, lane, palette, nameBook(after, null), parting, share);
        const rects = ctx
          .of('roundRect')
          .map(({ args }) => [Number(args[0]), Number(args[2])] as const)
          .sort(([a], [b]) => a - b);
        let end = 320;
        for (const [x, width] of rects) {
          expect(x).toBeGreaterThanOrEqual(end - 0.01);
          expect(x - end).toBeLessThan(5);
          end = x + width;
        }
        expect(Math.abs(end - 640)).toBeLessThan(5);
      }),
    );
  });
});
