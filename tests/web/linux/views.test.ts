/** The views of machines with zones, fed with recordings of a real kernel. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { shownOf } from '../../../web/src/elements/linux/typed-lists.ts';
import { zoneNow, zoneOfEvent } from '../../../web/src/elements/linux/zone-choice.ts';
import { areaBit, MigrateType, ZoneVerdict } from '../../../web/src/engine/linux-types.ts';
import { FrameKind, type Snapshot } from '../../../web/src/engine/snapshot-types.ts';
import { axisOf } from '../../../web/src/render/axis.ts';
import { gaugeOf } from '../../../web/src/render/gauge.ts';
import { frameAt, type Lane, laneX, rulerMarks } from '../../../web/src/render/lane.ts';
import {
  bandOf,
  countColumns,
  linuxBands,
  stackHeights,
} from '../../../web/src/render/linux-bands.ts';
import { holesOf, linuxBrushes } from '../../../web/src/render/linux-brushes.ts';
import { nameBook } from '../../../web/src/render/names.ts';
import { paintLane } from '../../../web/src/render/paint-lane.ts';
import { paintPageblocks, typeRuns } from '../../../web/src/render/paint-pageblocks.ts';
import { readPalette } from '../../../web/src/render/palette.ts';
import { walkOf } from '../../../web/src/render/zone-walk.ts';
import { random } from '../dev/fixture.ts';
import { exampleWalk, linuxSnapshot } from '../dev/linux-fixture.ts';
import { fakeContext } from '../render/fake-context.ts';

const capture = (name: string, state?: string): Snapshot =>
  linuxSnapshot(
    readFileSync(fileURLToPath(new URL(`../../data/buddy/${name}.txt`, import.meta.url)), 'utf8'),
    state,
  );

const palette = readPalette({ getPropertyValue: (name) => name.slice('--kmem-'.length) });
const basic = capture('public-1-basic');
const zones = capture('public-5-zones');
const linuxOf = ({ linux }: Snapshot) => {
  if (!linux) throw new Error('a machine without zones');
  return linux;
};

const laneOf = (snapshot: Snapshot, width: number, fields: Partial<Lane> = {}): Lane => ({
  window: { from: 0, to: snapshot.frames },
  width,
  rowHeight: 20,
  topOrder: 10,
  density: 1,
  ...fields,
});

describe('the axis', () => {
  const frames = zones.frames;
  const axis = axisOf(frames, holesOf(linuxOf(zones)));

  test('leaves out the hole below 4 GiB, and only that', () => {
    expect(axis).not.toBeNull();
    expect(axis?.isCut(500_000)).toBe(true);
    expect(axis?.isCut(1_048_576)).toBe(false);
    expect(axis?.length).toBeLessThan(150_000);
    expect(axisOf(basic.frames, holesOf(linuxOf(basic)))).toBeNull();
  });

  test('goes up everywhere, and there and back leads to the same frame', () => {
    const next = random(5);
    let before = -1;
    for (const frame of Array.from({ length: 500 }, () => Math.floor(next() * frames)).sort(
      (a, b) => a - b,
    )) {
      const place = axis?.place(frame) ?? 0;
      expect(place).toBeGreaterThanOrEqual(before);
      expect(axis?.frame(place)).toBeCloseTo(frame, 3);
      before = place;
    }
  });

  test('keeps memory to scale, and marks no frame inside what it leaves out', () => {
    const lane = laneOf(zones, 700, { axis });
    const width = (from: number, to: number) => laneX(lane, to) - laneX(lane, from);
    expect(width(5000, 9000)).toBeCloseTo(width(1_060_000, 1_064_000), 6);
    expect(rulerMarks(lane, 80).every((frame) => !axis?.isCut(frame))).toBe(true);
    for (const x of [0, 10, 300, 699]) expect(laneX(lane, frameAt(lane, x))).toBeLessThanOrEqual(x);
  });
});

describe('density bands', () => {
  const linux = linuxOf(zones);
  const lane = laneOf(zones, 700, { axis: axisOf(zones.frames, holesOf(linux)) });
  const columns = 700;
  const orders = 11;
  const counted = countColumns(zones, linux, lane, columns, orders);

  test('count every frame of memory once, by order and what it is', () => {
    const naive = new Map<string, number>();
    for (let pfn = 0; pfn < zones.frames; ) {
      const state = zones.states[pfn] as number;
      const band = bandOf(state >> 5, linux.types[pfn] as number);
      const key = `${state & 31} ${band}`;
      if (band >= 0) naive.set(key, (naive.get(key) ?? 0) + 2 ** (state & 31));
      pfn += 2 ** (state & 31);
    }
    for (let order = 0; order < orders; order += 1) {
      for (let band = 0; band < linuxBands; band += 1) {
        const from = (order * linuxBands + band) * columns;
        const sum = counted.frames.subarray(from, from + columns).reduce((a, b) => a + b, 0);
        expect(sum, `order ${order}, band ${band}`).toBe(naive.get(`${order} ${band}`) ?? 0);
      }
    }
  });

  test('never stack higher than their row, and show what is there at all', () => {
    for (let column = 0; column < columns; column += 1) {
      const heights = stackHeights(counted, 0, column, columns, 16);
      expect(heights.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(16);
    }
  });
});

describe('the painters', () => {
  const linux = linuxOf(basic);
  const brushes = linuxBrushes(basic, linux);

  test('write the letter of the type on free blocks, and none on pages', () => {
    const pfn = linux.zones.flatMap((zone) => zone.areas[10]?.[1]?.list ?? [])[0] ?? 0;
    const lane = laneOf(basic, 700, { window: { from: pfn, to: pfn + 1024 } });
    const ctx = fakeContext();
    paintLane(ctx, basic, lane, palette, { ...nameBook(basic, null), brushes });
    expect(ctx.texts).toContain(`M ${pfn}`);
    const rect = { x: 0, y: 0, width: 50, height: 16 };
    const block = { pfn: 0, order: 0, kind: FrameKind.Pages };
    expect(brushes.block(ctx, block, rect, palette)).toBe(false);
  });

  test('draw pages on a per-CPU list half as high, with the type they go back to', () => {
    const pcp = linux.zones.flatMap(({ pcp }) => pcp.lists.flatMap(({ pages }) => pages))[0];
    const block = { pfn: pcp?.pfn ?? 0, order: 0, kind: FrameKind.Percpu };
    const ctx = fakeContext();
    expect(brushes.block(ctx, block, { x: 0, y: 0, width: 20, height: 16 }, palette)).toBe(true);
    expect(ctx.of('roundRect')[0]?.args[3]).toBeLessThanOrEqual(8);
  });

  test('name the zones and the types of pageblocks where there is room', () => {
    const ctx = fakeContext();
    paintPageblocks(ctx, linux, laneOf(basic, 700), palette, { zone: 1, claimed: [5000] });
    expect(ctx.of('stroke').map(({ strokeStyle }) => strokeStyle)).toContain('now');
    expect(ctx.texts).toContain('DMA32');
    expect(ctx.texts.some((text) => /^M/.test(String(text)))).toBe(true);
  });

  test('join pageblocks of a type, and cut runs off at the edges of the zone', () => {
    for (const snapshot of [basic, zones]) {
      for (const zone of linuxOf(snapshot).zones) {
        const runs = typeRuns(zone, 9);
        expect(runs[0]?.from).toBe(zone.start);
        expect(runs.at(-1)?.to).toBe(zone.end);
        expect(runs.reduce((sum, run) => sum + run.blocks, 0)).toBe(zone.blockTypes.length);
        for (const [index, run] of runs.entries()) {
          expect(run.from).toBe(runs[index - 1]?.to ?? zone.start);
          expect(run.type).not.toBe(runs[index - 1]?.type);
        }
      }
    }
    const hole = typeRuns(linuxOf(zones).zones[1] as never, 9).at(-1);
    expect(hole?.type).toBe(MigrateType.None);
  });
});

describe('the gauge', () => {
  const marks = { min: 395, low: 493, high: 591, boost: 0 };

  test('goes up everywhere, from 0 to 1', () => {
    for (const boost of [0, 512]) {
      for (const need of [0, 410, 5000]) {
        const { at } = gaugeOf({ ...marks, boost }, need);
        let before = at(0);
        expect(before).toBe(0);
        for (let pages = 1; pages < 60_000; pages += 7) {
          expect(at(pages)).toBeGreaterThanOrEqual(before);
          before = at(pages);
        }
        expect(at(10_000_000)).toBe(1);
      }
    }
  });

  test('keeps the marks apart, whatever the boost, and marks of 0 on the bar', () => {
    for (const boost of [0, 512]) {
      const { at } = gaugeOf({ ...marks, boost }, 0);
      expect(at(marks.low + boost) - at(marks.min + boost)).toBeCloseTo(0.125, 5);
      expect(at(marks.high + boost) - at(marks.low + boost)).toBeCloseTo(0.125, 5);
    }
    const off = gaugeOf({ min: 0, low: 0, high: 0, boost: 0 }, 0);
    expect(off.at(0)).toBe(0);
    expect(off.at(100)).toBeGreaterThan(0);
  });
});

describe('the walk of a request', () => {
  test('keeps every look, try by try, and how the request went on', () => {
    const walk = walkOf(exampleWalk);
    expect(walk).toMatchObject({ order: 0, type: MigrateType.Movable, highestZone: 2 });
    expect(walk?.looks.map(({ zone, walk, mark, end }) => [zone, walk, mark, end])).toEqual([
      [2, 0, 'low', 'passed_over'],
      [1, 0, 'low', 'passed_over'],
      [0, 0, 'low', 'passed_over'],
      [2, 1, 'min', 'open'],
    ]);
    expect(walk?.looks[1]).toMatchObject({ need: 516, reserve: 246, left: 510 });
    expect(walk?.looks[1]?.verdict).toBe(ZoneVerdict.BelowReserve);
  });

  test('ends with what was got, and begins anew with the next request', () => {
    const event = (kind: string, order = 0, small = 0, main = 0) => ({ kind, order, small, main });
    expect(walkOf([...exampleWalk, event('hand_out')])?.looks.at(-1)?.end).toBe('served');
    expect(walkOf([...exampleWalk, event('zone_none', 2)])?.looks.at(-1)?.end).toBe('nothing');
    expect(walkOf([...exampleWalk, event('request', 3, 0)])?.looks).toEqual([]);
    expect(walkOf([event('alloc_pages')])).toBeNull();
    const below = [event('request'), event('walk', 1), event('zone_look', 0, 1, -3 >>> 0)];
    expect(walkOf(below)?.looks[0]?.left).toBe(-3);
  });

  test('leads to the zone whose lists are shown', () => {
    const linux = linuxOf(zones);
    expect(zoneNow(linux, [])).toBe(2);
    expect(zoneNow(linux, exampleWalk.slice(0, 7))).toBe(1);
    expect(zoneOfEvent({ kind: 'take', order: 3, small: areaBit | (1 << 4), main: 0 })).toBe(1);
    expect(zoneOfEvent({ kind: 'object_out', order: 0, small: areaBit | 16, main: 0 })).toBe(-1);
  });
});

test('lists show as many chips as fit with the number of those that do not', () => {
  expect(shownOf({ nrFree: 1, list: [1_073_737] }, 80)).toBe(1);
  expect(shownOf({ nrFree: 469, list: [1_070_259, 1_070_223] }, 70)).toBe(0);
  expect(shownOf({ nrFree: 469, list: [1_070_259, 1_070_223] }, 120)).toBe(1);
  expect(shownOf({ nrFree: 2, list: [8, 16] }, 200)).toBe(2);
  expect(shownOf({ nrFree: 0, list: [] }, 200)).toBe(0);
});
