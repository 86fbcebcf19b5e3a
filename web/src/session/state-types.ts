/** The state of one playground: a plain value, replaced as a whole, read by every element. */
import type {
  Counters,
  EngineEvent,
  Position,
  Selection,
  SlabDetail,
  Snapshot,
  Touched,
} from '../engine/snapshot-types.ts';
import type { Diagnostic } from '../engine/tables.ts';
import type { Language } from '../messages/languages.ts';
import type { Difference } from './difference.ts';
import type { IndexMoment } from './indices.ts';
import type { SheetLink } from './link.ts';
import type { Place } from './position.ts';
import type { CommandCounters, Detail, EventRow, Trail } from './view-types.ts';

/** The lesson and the figure that a script comes from. */
export interface LessonFigure {
  /** Its number in the course; '' for a lesson that was opened from a file. */
  readonly lesson: string;
  readonly figure: string;
  /** Whether the script is still as the lesson has it. */
  readonly unchanged: boolean;
}

/** What is the same at every position of an open scenario. */
export interface OpenScenario {
  /** Name in the gallery, while the text is still the gallery's. */
  readonly name: string | null;
  readonly lesson: LessonFigure | null;
  readonly title: string;
  readonly text: string;
  /** Whether the scenario has notes. */
  readonly tells: boolean;
  /** Commands that can be reached. */
  readonly commands: number;
  /** For each command, the events up to and including it. */
  readonly ends: Uint32Array;
  /** Line of each command in the text, from 1. */
  readonly lineOf: (command: number) => number;
  readonly textOf: (command: number) => string;
  readonly eventsOf: (command: number) => readonly EngineEvent[];
}

/** What there is to see at the position. */
export interface Scene {
  readonly snapshot: Snapshot;
  readonly place: Place;
  /** Events of the command, complete. */
  readonly events: readonly EngineEvent[];
  readonly touched: Touched;
  readonly trail: Trail | null;
  readonly rows: readonly EventRow[];
  readonly counters: CommandCounters;
  readonly totals: Counters;
  readonly command: string;
  /** The sentence of the event at the position. */
  readonly sentence: string;
  /** What the scenario told last. */
  readonly note: string;
  /** Why the request was refused, or ''. */
  readonly refusal: string;
  /** Why it was refused is still to be loaded. */
  readonly untold: boolean;
  readonly requested: ReadonlyMap<number, number>;
  readonly slabs: ReadonlyMap<number, SlabDetail>;
}

export interface Busy {
  readonly label: string;
  /** 0 to 1; null if not known. */
  readonly share: number | null;
  readonly cancel: (() => void) | null;
}

/** A short message that goes away by itself. */
export interface Notice {
  readonly text: string;
  readonly tone: 'plain' | 'problem';
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface CrashReport {
  readonly message: string;
  readonly printed: readonly string[];
  /** The script that led there. */
  readonly text: string;
  readonly position: Position;
}

/** A text being edited. `diagnostics` belong to `checked`, which may be older than the text. */
export interface Draft {
  readonly text: string;
  readonly checked: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The race of the allocators: where it stands, and who runs; none named: the usual ones. */
export interface Comparing {
  readonly position: number;
  readonly contenders: readonly number[];
}

/** What the change of the profile changed; `found` null: every command is answered the same. */
export interface Compared {
  readonly found: Difference | null;
  /** The script before, and now. */
  readonly before: string;
  readonly now: string;
}

export type Direction = 'forward' | 'back' | '';

export interface PlaygroundState {
  readonly language: Language;
  /** Somebody chose the language, so links say it. */
  readonly languageChosen: boolean;
  /** The problem sheet that lies over the playground. */
  readonly sheet: SheetLink | null;
  /** Null until the first scenario is open. */
  readonly open: OpenScenario | null;
  readonly scene: Scene | null;
  readonly selection: Selection | null;
  readonly detail: Detail | null;
  readonly direction: Direction;
  readonly playing: boolean;
  /** Not null: the race is shown, and not the machine. */
  readonly race: Comparing | null;
  /** Null: the profile was not changed, or is still being compared. */
  readonly difference: Compared | null;
  /** The history of the fragmentation indices, of this text. */
  readonly indices: { readonly text: string; readonly moments: readonly IndexMoment[] } | null;
  /** Null: the script is shown as it runs. */
  readonly draft: Draft | null;
  /** What is wrong with the command last typed. */
  readonly commandProblems: readonly Diagnostic[];
  /** Documents that Undo can bring back. */
  readonly undoable: number;
  readonly busy: Busy | null;
  readonly notice: Notice | null;
  /** What an import found. */
  readonly report: { readonly name: string; readonly text: string } | null;
  readonly crash: CrashReport | null;
}

export const initialState: PlaygroundState = {
  language: 'en',
  languageChosen: false,
  sheet: null,
  open: null,
  scene: null,
  selection: null,
  detail: null,
  direction: '',
  playing: false,
  race: null,
  difference: null,
  indices: null,
  draft: null,
  commandProblems: [],
  undoable: 0,
  busy: null,
  notice: null,
  report: null,
  crash: null,
};
