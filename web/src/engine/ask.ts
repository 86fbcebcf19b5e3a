/**
 * Questions about a scenario as a whole: its history, why and why not, and the race of the
 * allocators. They are answered by the module of the course, which is loaded with the first of them.
 *
 * An `Asked` has a scenario's text parsed and keeps the module's side of it until it is closed.
 */
import { inSlices, type SliceOptions } from '../base/slices.ts';
import { needMessages } from '../messages/messages.ts';
import type {
  LedgerHistory,
  RaceDifference,
  RaceMoment,
  RaceSeries,
  WhyStep,
} from './ask-types.ts';
import { loadCourse } from './load.ts';
import type { Position } from './snapshot-types.ts';
import type { AskSession, CourseModule } from './types.ts';

let loading: Promise<CourseModule> | null = null;

function askModule(): Promise<CourseModule> {
  loading ??= Promise.all([loadCourse(), needMessages('ask')])
    .then(([module]) => module)
    .catch((error: unknown) => {
      loading = null; // the next question may have better luck
      throw error;
    });
  return loading;
}

const samples = 600;
/** Commands that take no time worth speaking of. */
const atOnce = 64;

export class Asked {
  private constructor(private readonly session: AskSession) {}

  /** Null if the text is no scenario. */
  static async open(
    text: string,
    options: SliceOptions = {},
    load = askModule,
  ): Promise<Asked | null> {
    const module = await load();
    const session = new module.AskSession(text);
    await inSlices((statements) => session.parse(statements), options);
    if (session.ready()) return new Asked(session);
    session.delete();
    return null;
  }

  close(): void {
    this.session.delete();
  }

  history(): LedgerHistory {
    return JSON.parse(this.session.history(samples)) as LedgerHistory;
  }

  whyBlock({ command, event }: Position, pfn: number): readonly WhyStep[] {
    return JSON.parse(this.session.whyBlock(command, event, pfn)) as WhyStep[];
  }

  whyObject({ command, event }: Position, pfn: number, object: number): readonly WhyStep[] {
    return JSON.parse(this.session.whyObject(command, event, pfn, object)) as WhyStep[];
  }

  /** Why the event-th event of a command happened. */
  whyEvent(command: number, event: number): readonly WhyStep[] {
    return JSON.parse(this.session.whyEvent(command, event)) as WhyStep[];
  }

  whyNot({ command, event }: Position, a: number, b: number): readonly WhyStep[] {
    return JSON.parse(this.session.whyNot(command, event, a, b)) as WhyStep[];
  }

  // --- the race -------------------------------------------------------------------------------

  /** Starts a race. Returns its number of commands. */
  startRace(contenders: readonly number[]): number {
    const set = contenders.reduce((bits, id) => bits | (1 << id), 0);
    return this.session.startRace(set, samples);
  }

  /** Runs it for its curves; `onDone` hears how many commands have run. */
  async record(onDone: (done: number) => void, signal?: AbortSignal): Promise<void> {
    let done = 0;
    const work = (commands: number): boolean => {
      const ran = this.session.recordRace(commands);
      done += ran;
      return ran > 0;
    };
    await inSlices(work, { signal, onSlice: () => onDone(done) });
  }

  /** Whether the race at a position is at hand; else {@link approach} goes there. */
  isNear(position: number): boolean {
    return this.session.approachRace(Math.max(0, position - 1), atOnce) === 0;
  }

  /** Goes to a position; `onLeft` hears how many commands are still to run. */
  async approach(
    position: number,
    onLeft: (commands: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const to = Math.max(0, position - 1);
    let left = 0;
    const work = (commands: number): boolean => {
      left = this.session.approachRace(to, commands);
      return left > 0;
    };
    await inSlices(work, { signal, onSlice: () => onLeft(left) });
  }

  series(): RaceSeries {
    return JSON.parse(this.session.raceSeries()) as RaceSeries;
  }

  raceAt(position: number, columns: number): RaceMoment {
    return JSON.parse(this.session.raceAt(position, columns)) as RaceMoment;
  }

  /** The next difference of two contenders from a command on, or null. */
  async difference(
    pair: readonly [number, number],
    from: number,
    kinds: number,
    signal?: AbortSignal,
  ): Promise<RaceDifference | null> {
    let at = from;
    let difference: RaceDifference | null = null;
    const work = (commands: number): boolean => {
      const json = this.session.raceSearch(pair[0], pair[1], at, kinds, commands);
      const found = JSON.parse(json) as RaceDifference | { next?: number };
      if ('text' in found) difference = found;
      const next = 'text' in found ? at : (found.next ?? at);
      if (next <= at) return false;
      at = next;
      return true;
    };
    await inSlices(work, { signal });
    return difference;
  }
}
