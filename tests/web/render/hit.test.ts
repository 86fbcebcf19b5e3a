import { describe, expect, test } from 'vitest';
import { type Block, FrameKind } from '../../../web/src/engine/snapshot-types.ts';
import { hitTest } from '../../../web/src/render/hit.ts';
import type { Lane } from '../../../web/src/render/lane.ts';
import { blockRect } from '../../../web/src/render/paint-blocks.ts';
import { makeSnapshot, randomBlocks, sketch } from '../dev/fixture.ts';

const laneOf = (frames: number, width: number): Lane => ({
  window: { from: 0, to: frames },
  width,
  rowHeight: 30,
  topOrder: Math.log2(frames),
  density: 1,
});

describe('a hit', () => {
  // What is drawn at a place and what is hit there are the same block.
  test('finds each block at its middle and at both ends of its rectangle', () => {
    for (const seed of [1, 2, 3]) {
      const blocks = randomBlocks(128, seed, 0.7);
      const snapshot = makeSnapshot({ frames: 128, blocks });
      const lane = laneOf(128, 900);
      for (const block of blocks) {
        const { x, y, width, height } = blockRect(lane, block);
        for (const at of [x + 0.5, x + width / 2, x + width - 0.5]) {
          expect(hitTest(snapshot, lane, at, y + height / 2)).toEqual(block);
        }
      }
    }
  });

  test('is of the row that is pointed at', () => {
    const { snapshot } = sketch();
    const lane = laneOf(64, 640);
    expect(hitTest(snapshot, lane, 480, 1 * 30 + 15)).toMatchObject({ pfn: 32, order: 5 });
    expect(hitTest(snapshot, lane, 480, 2 * 30 + 15)).toBeNull();
  });

  test('reaches a narrow block from a few pixels beside it, not from far away', () => {
    const blocks: Block[] = [
      { pfn: 0, order: 0, kind: FrameKind.Pages },
      { pfn: 1, order: 0, kind: FrameKind.Free },
      ...Array.from({ length: 9 }, (_, i) => ({
        pfn: 2 ** (i + 1),
        order: i + 1,
        kind: FrameKind.Free,
      })),
    ];
    const snapshot = makeSnapshot({ frames: 1024, blocks });
    const lane = laneOf(1024, 512);
    expect(hitTest(snapshot, lane, 5, 10 * 30 + 15)).toMatchObject({ pfn: 1, order: 0 });
    expect(hitTest(snapshot, lane, 40, 10 * 30 + 15)).toBeNull();
  });

  test('misses outside the lane', () => {
    const { snapshot } = sketch();
    const lane = laneOf(64, 640);
    for (const [x, y] of [
      [-1, 15],
      [640, 15],
      [10, -1],
      [10, 7 * 30],
    ] as const) {
      expect(hitTest(snapshot, lane, x, y)).toBeNull();
    }
  });
});
