import { describe, expect, test } from 'vitest';
import type { Block } from '../../../web/src/engine/snapshot-types.ts';
import {
  blockAt,
  blockFrom,
  blocksIn,
  buddyOf,
  framesOf,
  nearestOfOrder,
} from '../../../web/src/render/blocks.ts';
import { walk } from '../../../web/src/render/walk.ts';
import { makeSnapshot, randomBlocks, sketch } from '../dev/fixture.ts';

const worlds = [1, 2, 3, 4, 5].map((seed) => {
  const blocks = randomBlocks(256, seed);
  return { blocks, snapshot: makeSnapshot({ frames: 256, blocks }) };
});

const holder = (blocks: readonly Block[], frame: number) =>
  blocks.find((block) => frame >= block.pfn && frame < block.pfn + framesOf(block)) ?? null;

describe.each(worlds)('blocks of a random segment', ({ blocks, snapshot }) => {
  // A naive search through the list of blocks is the model.
  test('every frame is found in its block', () => {
    for (let frame = 0; frame < 256; frame += 1) {
      expect(blockAt(snapshot, frame)).toEqual(holder(blocks, frame));
    }
    expect(blockAt(snapshot, -1)).toBeNull();
    expect(blockAt(snapshot, 256)).toBeNull();
  });

  test('a range gives the blocks that touch it, cut at the limit', () => {
    const touching = blocks.filter((b) => b.pfn < 100 && b.pfn + framesOf(b) > 30);
    expect(blocksIn(snapshot, 30.5, 99.5)).toEqual(touching);
    expect(blocksIn(snapshot, 30.5, 99.5, 2)).toEqual(touching.slice(0, 2));
  });

  test('the nearest block of an order is as near as any', () => {
    for (let order = 0; order <= 8; order += 1) {
      const same = blocks.filter((block) => block.order === order);
      const found = nearestOfOrder(snapshot, 77, order);
      if (same.length === 0) expect(found).toBeNull();
      else {
        const start = 77 - (77 % 2 ** order);
        const least = Math.min(...same.map(({ pfn }) => Math.abs(pfn - start)));
        expect(Math.abs((found?.pfn ?? Number.NaN) - start)).toBe(least);
      }
    }
  });

  test('walking right from the first block visits all, and left comes back', () => {
    const visited: Block[] = [];
    let at = walk(snapshot, blocks[3] as Block, 'Home');
    for (let block = at; block; block = walk(snapshot, block, 'ArrowRight')) {
      visited.push(block);
      at = block;
    }
    expect(visited).toEqual(blocks);
    const back: Block[] = [];
    for (let block = at; block; block = walk(snapshot, block, 'ArrowLeft')) back.push(block);
    expect(back.reverse()).toEqual(blocks);
  });

  test('up and down lead to the next row that has a block', () => {
    const orders = [...new Set(blocks.map(({ order }) => order))].sort((a, b) => a - b);
    for (const block of blocks) {
      const place = orders.indexOf(block.order);
      expect(walk(snapshot, block, 'ArrowUp')?.order).toBe(orders[place + 1]);
      expect(walk(snapshot, block, 'ArrowDown')?.order).toBe(orders[place - 1]);
    }
  });
});

describe('buddies', () => {
  const { snapshot } = sketch();

  test('differ in one bit of the frame number', () => {
    for (const block of blocksIn(snapshot, 0, 64)) {
      expect(buddyOf(snapshot, block)).toBe(block.pfn ^ (1 << block.order));
    }
  });

  test('the top order has none', () => {
    expect(buddyOf(snapshot, { pfn: 0, order: 6 })).toBe(-1);
  });

  test('no block starts inside a block', () => {
    expect(blockFrom(snapshot, 1)).toBeNull();
  });
});
