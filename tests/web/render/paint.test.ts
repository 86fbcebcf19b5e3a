import { describe, expect, test } from 'vitest';
import { FrameKind, type LiveHandle } from '../../../web/src/engine/snapshot-types.ts';
import { framesOf } from '../../../web/src/render/blocks.ts';
import type { Lane } from '../../../web/src/render/lane.ts';
import { nameBook } from '../../../web/src/render/names.ts';
import { blockRect, eachDrawnBlock } from '../../../web/src/render/paint-blocks.ts';
import { paintLane, splitBlocks } from '../../../web/src/render/paint-lane.ts';
import { type Marks, paintMarks } from '../../../web/src/render/paint-marks.ts';
import { paintRuler } from '../../../web/src/render/paint-ruler.ts';
import { type Palette, readPalette } from '../../../web/src/render/palette.ts';
import { makeSnapshot, randomBlocks, sketch } from '../dev/fixture.ts';
import { fakeContext } from './fake-context.ts';

/** Each colour is its own name. */
const palette: Palette = readPalette({ getPropertyValue: (name) => name.slice('--kmem-'.length) });

const laneOf = (frames: number, width: number, fields: Partial<Lane> = {}): Lane => ({
  window: { from: 0, to: frames },
  width,
  rowHeight: 30,
  topOrder: Math.log2(frames),
  density: 1,
  ...fields,
});

const noMarks: Marks = { now: [], path: null, selected: null, hovered: null, related: [] };

describe('the lane of the sketch', () => {
  const { snapshot, requested } = sketch();
  const lane = laneOf(64, 680);
  const ctx = fakeContext();
  paintLane(ctx, snapshot, lane, palette, nameBook(snapshot, requested));

  test('draws every block once, at its place', () => {
    const drawn = ctx.of('roundRect').map(({ args }) => Math.round(args[0] as number));
    const places: number[] = [];
    eachDrawnBlock(snapshot, lane, (block) => {
      const free = block.kind === FrameKind.Free;
      places.push(Math.round(blockRect(lane, block).x + (free ? 0.5 : 0)));
    });
    expect(places).toHaveLength(11);
    expect(drawn).toEqual(places);
  });

  test('writes owners on pages and frame numbers on free blocks, where they fit', () => {
    expect(ctx.texts).toEqual(['a 21 K', 'b', 'c', '18', '20', '24', '32']);
  });

  test('shortens an owner with an index to the index', () => {
    const kept = {
      ...snapshot,
      handles: [{ ...snapshot.handles[1], name: 'kept[12]' } as LiveHandle],
    };
    const narrow = fakeContext();
    paintLane(narrow, kept, laneOf(64, 560), palette, nameBook(kept, null));
    expect(narrow.texts).toContain('[12]');
  });

  test('fills each kind with its colour', () => {
    const fills = ctx.of('fill').map(({ fillStyle }) => fillStyle);
    const count = (colour: string) => fills.filter((fill) => fill === colour).length;
    expect([count('pages'), count('slab'), count('paper')]).toEqual([4, 2, 5]);
  });

  test('hatches the part of a block that nobody asked for', () => {
    const [clip] = ctx.of('rect');
    const a = blockRect(lane, { pfn: 0, order: 3 });
    expect(clip?.args[2]).toBeCloseTo((a.width * 11) / 32);
    expect((clip?.args[0] as number) + (clip?.args[2] as number)).toBeCloseTo(a.x + a.width);
  });
});

describe('traces', () => {
  // A block is split if, and only if, it lies in no block as large, and starts some block.
  test('stand for exactly the split blocks', () => {
    const blocks = randomBlocks(64, 9);
    const snapshot = makeSnapshot({ frames: 64, blocks });
    for (let order = 1; order <= 6; order += 1) {
      const size = 2 ** order;
      const expected = Array.from({ length: 64 / size }, (_, i) => i * size).filter((pfn) => {
        const holder = blocks.find((b) => pfn >= b.pfn && pfn < b.pfn + framesOf(b));
        return (holder?.order ?? 99) < order;
      });
      expect(splitBlocks(snapshot, laneOf(64, 640), order)).toEqual(expected);
    }
  });
});

describe('a large segment', () => {
  const frames = 65536;
  const snapshot = makeSnapshot({ frames, blocks: randomBlocks(frames, 5, 0.95) });
  const lane = laneOf(frames, 700);

  test('costs about as much as it has pixels, not frames', () => {
    const ctx = fakeContext();
    paintLane(ctx, snapshot, lane, palette, nameBook(snapshot, null));
    expect(ctx.of('putImageData')).toHaveLength(7); // orders 0 to 6 are narrower than a pixel
    expect(ctx.drawn.length).toBeLessThan(5000);
  });

  test('draws one by one exactly the blocks that are wide enough', () => {
    const drawn: number[] = [];
    eachDrawnBlock(snapshot, lane, ({ pfn }) => drawn.push(pfn));
    const expected = randomBlocks(frames, 5, 0.95).filter(({ order }) => order >= 7);
    expect(drawn).toEqual(expected.map(({ pfn }) => pfn));
  });

  test('zoomed in far enough, is all blocks', () => {
    const ctx = fakeContext();
    const close = { ...lane, window: { from: 1000, to: 1100 } };
    paintLane(ctx, snapshot, close, palette, nameBook(snapshot, null));
    expect(ctx.of('putImageData')).toHaveLength(0);
  });
});

describe('marks', () => {
  const { snapshot, touched, trail } = sketch();
  const lane = laneOf(64, 640);
  const strokes = (marks: Partial<Marks>) => {
    const ctx = fakeContext();
    paintMarks(ctx, snapshot, lane, palette, { ...noMarks, ...marks });
    return ctx.of('stroke').map(({ strokeStyle }) => strokeStyle);
  };

  test('outline what happens now, and the way to it', () => {
    expect(strokes({ now: touched.blocks })).toEqual(Array(5).fill('now'));
    expect(strokes({ path: trail })).toEqual(['now']);
    expect(strokes({ path: { pfn: 0, from: 2, to: 2 } })).toEqual([]);
  });

  test('outline the buddy of the selection twice', () => {
    const selected = { pfn: 8, order: 2, kind: FrameKind.Pages };
    expect(strokes({ selected })).toEqual(['buddy', 'buddy', 'ink']);
  });

  test('know that the top order has no buddy', () => {
    expect(strokes({ selected: { pfn: 0, order: 6, kind: FrameKind.Free } })).toEqual(['ink']);
  });
});

test('the ruler marks both ends, and shows a strip only while zoomed', () => {
  const whole = fakeContext();
  paintRuler(whole, laneOf(64, 640), 64, palette);
  expect(whole.texts).toEqual(['0', '8', '16', '24', '32', '40', '48', '56', '64']);
  const bars = (window: Lane['window']) => {
    const ctx = fakeContext();
    paintRuler(ctx, laneOf(64, 640, { window }), 64, palette);
    return ctx.of('fillRect').filter(({ fillStyle }) => fillStyle === 'ink');
  };
  expect(bars({ from: 0, to: 64 })).toHaveLength(0);
  expect(bars({ from: 16, to: 32 })[0]?.args.slice(0, 3)).toEqual([14 + 160, 29, 160]);
});
