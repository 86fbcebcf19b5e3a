import { describe, expect, it } from 'vitest';
import { Cancelled } from '../../../web/src/base/slices.ts';
import type { Asked } from '../../../web/src/engine/ask.ts';
import type { RaceDifference } from '../../../web/src/engine/ask-types.ts';
import { raceInHash, raceOption } from '../../../web/src/session/compare.ts';
import { contendersOf, Race, usual } from '../../../web/src/session/race.ts';

/** Ten commands; the pair differs at those that are listed. */
class FakeAsked {
  running: readonly number[] = [];
  closed = false;
  constructor(private readonly differences: readonly number[] = []) {}
  startRace(contenders: readonly number[]) {
    this.running = contenders;
    return 10;
  }
  async record(onDone: (done: number) => void, signal?: AbortSignal) {
    for (const done of [4, 8, 10]) {
      await Promise.resolve();
      if (signal?.aborted) throw new Cancelled();
      onDone(done);
    }
  }
  /** What can be shown at once; the rest is a way off. */
  near = 10;
  isNear(position: number) {
    return position <= this.near;
  }
  async approach(position: number, onLeft: (left: number) => void, signal?: AbortSignal) {
    for (let at = this.near; at <= position; at += 1) {
      await Promise.resolve();
      if (signal?.aborted) throw new Cancelled();
      onLeft(position - at);
    }
  }
  series() {
    return { segment: 64, samples: [[0], [10]] };
  }
  raceAt(position: number) {
    return { position, contenders: this.running.map((id) => ({ id })) };
  }
  async difference(_pair: readonly [number, number], from: number): Promise<RaceDifference | null> {
    const command = this.differences.find((one) => one >= from);
    const text = { key: '', values: {} };
    return command === undefined ? null : { command, text, a: text, b: text };
  }
  close() {
    this.closed = true;
  }
}

async function started(differences: readonly number[] = [], chosen = usual) {
  const asked = new FakeAsked(differences);
  const race = new Race(asked as unknown as Asked);
  await race.start(chosen, 3);
  return { asked, race };
}

describe('a race', () => {
  it('starts where it is told, and has its curves in the end', async () => {
    const { race } = await started();
    expect(race.state).toMatchObject({ commands: 10, share: 1, pair: [0, 5] });
    expect(race.state.moment?.position).toBe(3);
    expect(race.state.series?.samples.length).toBe(2);
  });

  it('keeps its position between the start and the end', async () => {
    const { race } = await started();
    race.step(-99);
    expect(race.state.moment?.position).toBe(0);
    race.seek(1e9);
    expect(race.state.moment?.position).toBe(10);
  });

  // What is far away is reached in pieces: the race stays where it was, tells how far it has come,
  // and the last place that was asked for is the one it ends at.
  it('goes a long way in pieces, and can be called back', async () => {
    const { asked, race } = await started();
    asked.near = 4;
    race.seek(9);
    expect(race.state.moment?.position).toBe(3);
    await Promise.resolve();
    expect(race.state.under).toMatchObject({ to: 9 });
    race.seek(8);
    await expect.poll(() => race.state.moment?.position).toBe(8);
    expect(race.state.under).toBeNull();
    race.seek(10);
    race.stay();
    await new Promise((done) => setTimeout(done, 5));
    expect(race.state).toMatchObject({ under: null, moment: { position: 8 } });
  });

  it('goes on behind the difference that was found last', async () => {
    const { race } = await started([3, 7]);
    await race.findNext(false);
    expect(race.state.moment?.position).toBe(4);
    expect(race.state.found?.difference.command).toBe(3);
    await race.findNext(false);
    expect(race.state.moment?.position).toBe(8);
    await race.findNext(false);
    expect(race.state).toMatchObject({ found: null, nothing: 'any' });
    expect(race.state.moment?.position).toBe(8);
  });

  it('lets contenders go while two are left, and compares only those that run', async () => {
    const { asked, race } = await started();
    race.toggle(5);
    expect(asked.running).toEqual([0, 4]);
    expect(race.state.pair).toEqual([0, 4]);
    race.toggle(0);
    expect(asked.running).toEqual([0, 4]);
    race.toggle(2);
    expect(asked.running).toEqual([0, 2, 4]);
  });

  it('tells nothing any more when it is closed', async () => {
    const asked = new FakeAsked([5]);
    const race = new Race(asked as unknown as Asked);
    const starting = race.start(usual, 0);
    race.close();
    await starting;
    expect(asked.closed).toBe(true);
    expect(race.state.series).toBeNull();
  });
});

describe('a link to a race', () => {
  it('says who runs', () => {
    expect(raceOption({ position: 3, contenders: [0, 4, 5] })).toBe('&view=race&with=045');
    expect(raceInHash('#v1=s.dentry.3&view=race&with=045')).toEqual([0, 4, 5]);
    expect(raceInHash('#v1=s.dentry.3&view=race')).toEqual([]);
    expect(raceInHash('#v1=s.dentry.3')).toBeNull();
    expect(raceOption(null)).toBe('');
  });

  it('that asks for nobody known, or for one, gets the usual ones', () => {
    expect(contendersOf([])).toEqual(usual);
    expect(contendersOf([3])).toEqual(usual);
    expect(contendersOf([3, 3, 9, Number.NaN])).toEqual(usual);
    expect(contendersOf([5, 1, 1])).toEqual([1, 5]);
  });
});
