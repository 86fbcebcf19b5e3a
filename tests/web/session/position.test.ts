import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampPosition,
  eventNumber,
  eventsOf,
  placeOf,
  positionOf,
} from '../../../web/src/session/position.ts';

/** Three commands of 2, 1 and 4 events. */
const ends = Uint32Array.of(2, 3, 7);

describe('positions', () => {
  it('count events from the start, a complete command being one command more', () => {
    const all = Array.from({ length: 8 }, (_, n) => positionOf(n, ends));
    expect(all.map(({ command, event }) => `${command}.${event}`)).toEqual([
      '0.0',
      '0.1',
      '1.0',
      '2.0',
      '2.1',
      '2.2',
      '2.3',
      '3.0',
    ]);
  });

  it('go to the event number and back', () => {
    const history = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 });
    fc.assert(
      fc.property(history, fc.nat(300), (counts, n) => {
        let sum = 0;
        const ends = Uint32Array.from(counts, (count) => (sum += count));
        const at = positionOf(Math.min(n, sum), ends);
        expect(eventNumber(at, ends)).toBe(Math.min(n, sum));
        if (at.event > 0) expect(at.event).toBeLessThan(eventsOf(at.command, ends));
        expect(clampPosition(at, ends)).toEqual(at);
      }),
    );
  });

  it('outside the history are moved to the nearest inside', () => {
    expect(clampPosition({ command: 99, event: 5 }, ends)).toEqual({ command: 3, event: 0 });
    expect(clampPosition({ command: 1, event: 99 }, ends)).toEqual({ command: 2, event: 0 });
    expect(clampPosition({ command: 5, event: 5 }, new Uint32Array())).toEqual({
      command: 0,
      event: 0,
    });
  });

  it('show the command under way, or the one just completed', () => {
    expect(placeOf({ command: 0, event: 0 }, ends)).toEqual({ command: -1, done: 0, events: 0 });
    expect(placeOf({ command: 2, event: 3 }, ends)).toEqual({ command: 2, done: 3, events: 4 });
    expect(placeOf({ command: 3, event: 0 }, ends)).toEqual({ command: 2, done: 4, events: 4 });
  });
});
