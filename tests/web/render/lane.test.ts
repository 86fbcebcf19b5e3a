import { describe, expect, test } from 'vitest';
import {
  type FrameWindow,
  fewestFrames,
  fitWindow,
  frameAt,
  isBand,
  type Lane,
  laneX,
  orderAt,
  panWindow,
  revealInWindow,
  rowTop,
  rulerMarks,
  zoomWindow,
} from '../../../web/src/render/lane.ts';
import { random } from '../dev/fixture.ts';

const lane = (fields: Partial<Lane> = {}): Lane => ({
  window: { from: 0, to: 64 },
  width: 640,
  rowHeight: 40,
  topOrder: 6,
  density: 1,
  ...fields,
});

describe('coordinate spaces', () => {
  // Frame to lane and back lands in the same frame, for windows that start between two frames.
  test('a frame is found at every point it covers', () => {
    const zoomed = lane({ window: { from: 3.7, to: 21.2 } });
    for (let frame = 4; frame < 21; frame += 1) {
      expect(frameAt(zoomed, laneX(zoomed, frame) + 0.01)).toBe(frame);
      expect(frameAt(zoomed, laneX(zoomed, frame + 1) - 0.01)).toBe(frame);
    }
  });

  test('rows stand in order from the top order down', () => {
    for (let order = 0; order <= 6; order += 1) {
      expect(orderAt(lane(), rowTop(lane(), order))).toBe(order);
      expect(orderAt(lane(), rowTop(lane(), order) + 39.9)).toBe(order);
    }
    expect(orderAt(lane(), -1)).toBe(-1);
    expect(orderAt(lane(), 7 * 40)).toBe(-1);
  });

  // A band starts exactly where a block becomes narrower than a device pixel.
  test('bands depend on device pixels', () => {
    const wide = lane({ window: { from: 0, to: 1280 }, topOrder: 10 });
    expect(isBand(wide, 0)).toBe(true);
    expect(isBand(wide, 1)).toBe(false);
    expect(isBand({ ...wide, density: 2 }, 0)).toBe(false);
  });
});

describe('the window', () => {
  // Whatever is asked of it, a window stays in the segment and never shows fewer than the least.
  test('never leaves the segment', () => {
    const next = random(3);
    let window: FrameWindow = { from: 0, to: 4096 };
    for (let i = 0; i < 2000; i += 1) {
      const at = window.from + next() * (window.to - window.from);
      window =
        next() < 0.5
          ? zoomWindow(window, 4096, at, next() * 4)
          : panWindow(window, 4096, (next() - 0.5) * 3000);
      expect(window.from).toBeGreaterThanOrEqual(0);
      expect(window.to).toBeLessThanOrEqual(4096 + 1e-9);
      expect(window.to - window.from).toBeGreaterThanOrEqual(fewestFrames - 1e-9);
    }
  });

  test('zooming keeps the place under the pointer', () => {
    const before = { from: 100, to: 300 };
    const after = zoomWindow(before, 4096, 150, 4);
    expect(after.to - after.from).toBeCloseTo(50);
    expect((150 - after.from) / 50).toBeCloseTo(0.25);
  });

  test('a segment smaller than the least window is shown whole', () => {
    expect(fitWindow({ from: 0, to: 1 }, 2)).toEqual({ from: 0, to: 2 });
  });

  test('revealing moves no further than needed', () => {
    const window = { from: 100, to: 200 };
    expect(revealInWindow(window, 1024, 120, 130)).toBe(window);
    const right = revealInWindow(window, 1024, 230, 231);
    expect(right.to).toBeGreaterThanOrEqual(231);
    expect(right.to).toBeLessThan(260);
    const left = revealInWindow(window, 1024, 64, 96);
    expect(left.from).toBeLessThanOrEqual(64);
    expect(left.to - left.from).toBeCloseTo(100);
    expect(revealInWindow(window, 1024, 512, 1024)).toEqual({ from: 512, to: 1024 });
  });
});

describe('the ruler', () => {
  test('marks powers of two, far enough apart, the end included', () => {
    const marks = rulerMarks(lane(), 48);
    expect(marks).toEqual([0, 8, 16, 24, 32, 40, 48, 56, 64]);
  });

  test('begins at the first mark in the window', () => {
    expect(rulerMarks(lane({ window: { from: 5, to: 13 } }), 48)).toEqual([
      5, 6, 7, 8, 9, 10, 11, 12, 13,
    ]);
  });
});
