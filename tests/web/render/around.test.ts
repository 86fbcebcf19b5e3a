import { describe, expect, test } from 'vitest';
import {
  type Around,
  around,
  fitWorld,
  flown,
  nextStop,
  stops,
} from '../../../web/src/render/around.ts';
import type { FrameWindow } from '../../../web/src/render/lane.ts';
import {
  areasOf,
  depthOf,
  holdings,
  levelBand,
  levelNames,
  levelSizes,
  segmentBand,
} from '../../../web/src/render/surroundings.ts';
import { random } from '../dev/fixture.ts';

/** Segments from the smallest to a million frames, with small and with large pages. */
const machines: readonly Around[] = [
  around(16, 1024),
  around(64, 4096),
  around(16384, 4096),
  around(2 ** 20, 4096),
  around(2 ** 20, 65536),
  around(48, 4096),
];
const size = { width: 900, height: 300 };
const span = ({ from, to }: FrameWindow): number => to - from;

describe('the machine around a segment', () => {
  // The books add up: the areas follow one another from the first frame of memory to its last.
  test('has one holder for every page frame', () => {
    for (const machine of machines) {
      let at = 0;
      for (const { from, to } of areasOf(machine)) {
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        expect(Number.isInteger(to)).toBe(true);
        at = to;
      }
      expect(at).toBe(machine.memory);
      const held = holdings(machine);
      expect([...held.values()].reduce((a, b) => a + b)).toBe(machine.memory);
      expect(held.get('segment')).toBe(machine.frames);
    }
  });

  test('is larger than the segment, and smaller than a disk', () => {
    for (const machine of machines) {
      const { cache, main, disk, removable } = levelSizes(machine);
      expect(machine.base + machine.frames).toBeLessThan(main);
      expect(machine.base % machine.frames === 0 || machine.frames === 48).toBe(true);
      expect([cache < main, main < removable, removable < disk]).toEqual([true, true, true]);
    }
  });
});

describe('zooming out', () => {
  test('stops at the segment, at its machine and at the hierarchy, and the same way back', () => {
    for (const machine of machines) {
      const [segment, memory, all] = stops(machine) as [FrameWindow, FrameWindow, FrameWindow];
      expect([span(segment), span(memory)]).toEqual([machine.frames, machine.memory]);
      expect(nextStop(machine, segment, 'out')).toEqual(memory);
      expect(nextStop(machine, memory, 'out')).toEqual(all);
      expect(nextStop(machine, all, 'out')).toBeNull();
      expect(nextStop(machine, all, 'in')).toEqual(memory);
      expect(nextStop(machine, memory, 'in')).toEqual(segment);
      const between = { from: -5, to: machine.frames + 7 };
      expect(nextStop(machine, between, 'in')).toEqual(segment);
      expect(nextStop(machine, between, 'out')).toEqual(memory);
    }
  });

  // Whatever is asked, a window stays in what there is.
  test('never leaves the world', () => {
    const next = random(5);
    for (const machine of machines) {
      for (let i = 0; i < 200; i += 1) {
        const from = (next() - 0.5) * 4 * machine.all;
        const { from: left, to } = fitWorld({ from, to: from + next() * 3 * machine.all }, machine);
        expect(left).toBeGreaterThanOrEqual(-machine.base);
        expect(to).toBeLessThanOrEqual((machine.all - machine.base) * (1 + 1e-12));
      }
    }
  });

  // A flight is one zoom: spans grow by the same factor in equal times, and one place stays.
  test('flies without a cut', () => {
    for (const machine of machines) {
      const [segment, memory] = stops(machine) as [FrameWindow, FrameWindow];
      expect(flown(segment, memory, 0).from).toBeCloseTo(segment.from, 6);
      expect(flown(segment, memory, 1)).toEqual(memory);
      const half = flown(segment, memory, 0.5);
      expect(span(half) ** 2 / (span(segment) * span(memory))).toBeCloseTo(1, 6);
      let before = segment;
      for (let share = 0.05; share < 1; share += 0.05) {
        const now = flown(segment, memory, share);
        expect(now.from).toBeLessThanOrEqual(before.from);
        expect(now.to).toBeGreaterThanOrEqual(before.to);
        before = now;
      }
    }
  });
});

describe('the layout of what lies around', () => {
  // The picture of the segment and that of the machine meet: there is no cut between them.
  test('begins with the segment as it fills the lane', () => {
    for (const machine of machines) {
      const [segment, memory, all] = stops(machine) as [FrameWindow, FrameWindow, FrameWindow];
      expect([segment, memory, all].map((one) => depthOf(machine, one))).toEqual([0, 1, 2]);
      expect(segmentBand(machine, segment, size)).toMatchObject({ x: 0, y: 0, ...size });
      for (const name of levelNames) {
        expect(levelBand(name, machine, segment, size).shown).toBe(0);
      }
    }
  });

  test('shows all of memory, then every level, one below the other and to one scale', () => {
    for (const machine of machines) {
      const [, memory, all] = stops(machine) as [FrameWindow, FrameWindow, FrameWindow];
      const whole = levelBand('main', machine, memory, size);
      expect(whole).toMatchObject({ x: 0, shown: 1 });
      expect(whole.width).toBeCloseTo(size.width, 6);
      let bottom = 0;
      for (const name of levelNames) {
        const band = levelBand(name, machine, all, size);
        expect(band.shown).toBe(1);
        expect(band.y).toBeGreaterThan(bottom);
        bottom = band.y + band.height;
        const share = levelSizes(machine)[name] / machine.all;
        expect(band.width).toBeCloseTo(share * size.width, 6);
      }
      expect(bottom).toBeLessThanOrEqual(size.height);
    }
  });
});
