import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../../web/src/engine/snapshot.ts';
import type { EngineEvent } from '../../../web/src/engine/snapshot-types.ts';
import type { EngineSession } from '../../../web/src/engine/types.ts';
import { countersOf, touchedBy, trailOf } from '../../../web/src/session/touched.ts';
import { FakeSession } from '../fake-engine.ts';

/** Four frames: one handed out, its buddy free, and a free block of order 1. */
class SplitSession extends FakeSession {
  override frameStates() {
    return Uint8Array.of(2 << 5, 1 << 5, (1 << 5) | 1, 0);
  }
}
const snapshot = readSnapshot(new SplitSession() as unknown as EngineSession);
const event = (kind: string, order: number, main: number, small = 0): EngineEvent => ({
  kind,
  order,
  small,
  main,
});

/** alloc_pages(0) out of one block of order 2. */
const request = [
  event('alloc_pages', 0, 4096),
  event('look', 0, 0),
  event('look', 1, 0),
  event('look', 2, 1),
  event('take', 2, 0),
  event('split', 1, 0),
  event('split', 0, 0),
  event('hand_out', 0, 0),
];

describe('what a request touched', () => {
  it('is every block of it that still stands, the last one last', () => {
    const { blocks } = touchedBy(request, snapshot);
    expect(blocks).toEqual([
      { pfn: 2, order: 1, kind: 1 },
      { pfn: 1, order: 0, kind: 1 },
      { pfn: 0, order: 0, kind: 2 },
    ]);
  });

  it('names the order of the present look only', () => {
    expect(touchedBy(request.slice(0, 3), snapshot).orders).toEqual([1]);
    expect(touchedBy(request, snapshot).orders).toEqual([]);
  });

  it('has the slabs and objects, but not a slab that was reaped', () => {
    const events = [
      event('cache_alloc', 0, 0, 13),
      event('slab_carved', 0, 1, 13),
      event('object_out', 0, 1, 5),
    ];
    const touched = touchedBy(events, snapshot);
    expect(touched).toMatchObject({ slabs: [1], objects: [{ pfn: 1, index: 5 }], caches: [13] });
    expect(touchedBy([...events, event('reap', 0, 1, 13)], snapshot).slabs).toEqual([]);
  });

  it('does not take the top order for a buddy', () => {
    expect(touchedBy([event('buddy_look', 1, 2, 3)], snapshot).blocks).toEqual([]);
    expect(touchedBy([event('buddy_look', 1, 2, 0)], snapshot).blocks).toHaveLength(1);
  });

  it('has the pageblocks that another type claims, and the blocks that change lists', () => {
    const claim = [event('fallback', 1, 2), event('claim', 1, 2), event('list_move', 0, 1)];
    const touched = touchedBy(claim, snapshot);
    expect(touched.pageblocks).toEqual([2]);
    expect(touched.blocks.map(({ pfn }) => pfn)).toEqual([2, 1]);
    expect(touchedBy(request, snapshot).pageblocks).toBeUndefined();
  });
});

it('the trail goes down from the block that was taken, and up from the one that was freed', () => {
  expect(trailOf(request.slice(0, 4))).toBeNull();
  expect(trailOf(request)).toEqual({ pfn: 0, from: 2, to: 0 });
  const free = [event('free_pages', 0, 3), event('buddy_look', 0, 2), event('coalesce', 1, 2)];
  expect(trailOf(free)).toEqual({ pfn: 2, from: 0, to: 1 });
});

it('the work of a request is counted from its events', () => {
  const events = [...request, event('ctor_ran', 0, 21, 13), event('slab_carved', 0, 0, 13)];
  expect(countersOf(events)).toEqual({
    looks: 3,
    splits: 2,
    merges: 0,
    slabsGrown: 1,
    slabsReaped: 0,
    ctorRuns: 21,
  });
});
