/**
 * A race on the page: which contenders run, where it stands, and what was found about two of them.
 * Elements read its state; the engine's side of it is an `Asked`.
 */
import { Cancelled } from '../base/slices.ts';
import { Store } from '../base/store.ts';
import type { Asked } from '../engine/ask.ts';
import type { RaceDifference, RaceMoment, RaceSeries } from '../engine/ask-types.ts';
import { anyDifference, contenderNames, oneFails } from '../engine/ask-types.ts';

/** Milliseconds between two commands of a race that plays. */
const pace = 700;
/** Parts that a strip draws one by one; more become columns. */
const columns = 480;
export const fewest = 2;
/** First fit, buddy alone, buddy + slab: the textbook's question. */
export const usual: readonly number[] = [0, 4, 5];

export interface Found {
  readonly difference: RaceDifference;
  readonly pair: readonly [number, number];
}

export interface RaceState {
  readonly commands: number;
  readonly chosen: readonly number[];
  readonly pair: readonly [number, number];
  readonly moment: RaceMoment | null;
  readonly series: RaceSeries | null;
  /** Commands run for the curves, 0 to 1. */
  readonly share: number;
  readonly found: Found | null;
  /** Nothing more was found; `failed` if a refusal was looked for. */
  readonly nothing: '' | 'any' | 'failed';
  /** On its way to a position that is far away, 0 to 1; null: it is there. */
  readonly under: { readonly to: number; readonly share: number } | null;
  readonly searching: boolean;
  readonly playing: boolean;
}

const initial: RaceState = {
  commands: 0,
  chosen: usual,
  pair: [0, 5],
  moment: null,
  series: null,
  share: 0,
  found: null,
  nothing: '',
  under: null,
  searching: false,
  playing: false,
};

/** What somebody asked for, as far as it makes a race; else the usual ones. */
export function contendersOf(asked: readonly number[]): readonly number[] {
  const ids = [...new Set(asked)].filter((id) => contenderNames[id] !== undefined);
  return ids.length < fewest ? usual : ids.sort((a, b) => a - b);
}

/** The first two to compare: the ends of the row, which differ most. */
function pairOf(chosen: readonly number[]): readonly [number, number] {
  return [chosen[0] ?? 0, chosen.at(-1) ?? 0];
}

/** Does something that may be called off. */
async function unlessEnded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

export class Race {
  readonly store = new Store<RaceState>(initial);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends the work for contenders that do not run any more, and for a place nobody wants now. */
  private running = new AbortController();
  private travelling = new AbortController();

  constructor(private readonly asked: Asked) {}

  get state(): RaceState {
    return this.store.value;
  }

  /** Lets these run, and shows the race after `position` commands. */
  async start(chosen: readonly number[], position: number): Promise<void> {
    this.stay();
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    this.pause();
    const commands = this.asked.startRace(chosen);
    const kept = this.state.pair.every((id) => chosen.includes(id));
    this.store.set({
      commands,
      chosen,
      pair: kept && this.state.pair[0] !== this.state.pair[1] ? this.state.pair : pairOf(chosen),
      found: null,
      nothing: '',
      series: null,
      share: commands === 0 ? 1 : 0,
      searching: false,
    });
    this.seek(position);
    const tell = (done: number) => this.store.set({ share: commands === 0 ? 1 : done / commands });
    await unlessEnded(async () => {
      await this.asked.record(tell, signal);
      this.store.set({ series: this.asked.series(), share: 1 });
    });
  }

  /** Takes a contender in, or lets it go while two are left. */
  toggle(id: number): void {
    const { chosen, moment } = this.state;
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    if (next.length < fewest) return;
    void this.start(
      next.sort((a, b) => a - b),
      moment?.position ?? 0,
    );
  }

  seek(position: number): void {
    const to = Math.max(0, Math.min(this.state.commands, Math.round(position)));
    if (to === this.state.moment?.position && this.state.moment.contenders.length > 0) {
      const same = this.state.moment.contenders.map(({ id }) => id).join();
      if (same === this.state.chosen.join()) return;
    }
    this.stay();
    if (this.asked.isNear(to)) this.arrive(to);
    else void this.travel(to);
  }

  private arrive(to: number): void {
    const stays = this.state.found?.difference.command === to - 1;
    this.store.set({
      moment: this.asked.raceAt(to, columns),
      under: null,
      ...(stays ? {} : { found: null, nothing: '' }),
    });
  }

  /** To a place that is far away, in small pieces; the page goes on showing where it was. */
  private async travel(to: number): Promise<void> {
    const { signal } = this.travelling;
    let all = 0;
    const tell = (left: number) => {
      all = Math.max(all, left);
      this.store.set({ under: { to, share: all === 0 ? 0 : 1 - left / all } });
    };
    await unlessEnded(async () => {
      await this.asked.approach(to, tell, signal);
      this.arrive(to);
    });
  }

  /** Stays where it is, if it is on its way. */
  stay(): void {
    this.travelling.abort();
    this.travelling = new AbortController();
    if (this.state.under) this.store.set({ under: null });
  }

  step(by: number): void {
    this.pause();
    this.seek((this.state.moment?.position ?? 0) + by);
  }

  play(): void {
    if (this.state.playing) return;
    if ((this.state.moment?.position ?? 0) >= this.state.commands) this.seek(0);
    this.store.set({ playing: true });
    this.beat();
  }

  private beat(): void {
    this.timer = setTimeout(() => {
      if (!this.state.under) this.seek((this.state.moment?.position ?? 0) + 1);
      if ((this.state.moment?.position ?? 0) < this.state.commands) this.beat();
      else this.pause();
    }, pace);
  }

  pause(): void {
    clearTimeout(this.timer);
    if (this.state.playing) this.store.set({ playing: false });
  }

  compare(pair: readonly [number, number]): void {
    this.store.set({ pair, found: null, nothing: '' });
  }

  /** Goes to the next command that the two of the pair answer differently. */
  async findNext(failures: boolean): Promise<void> {
    this.pause();
    this.stay();
    const { pair, moment } = this.state;
    this.store.set({ searching: true });
    const kinds = failures ? oneFails : anyDifference;
    const { signal } = this.travelling;
    await unlessEnded(async () => {
      const from = moment?.position ?? 0;
      const difference = await this.asked.difference(pair, from, kinds, signal);
      this.show(difference && { difference, pair }, failures);
    });
    this.store.set({ searching: false });
  }

  private show(found: Found | null, failures: boolean): void {
    const nothing = failures ? 'failed' : 'any';
    if (!found) this.store.set({ found, nothing });
    else {
      const moment = this.asked.raceAt(found.difference.command + 1, columns);
      this.store.set({ found, nothing: '', moment });
    }
  }

  close(): void {
    this.running.abort();
    this.travelling.abort();
    this.pause();
    this.asked.close();
  }
}
