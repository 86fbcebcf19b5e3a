/**
 * What the course answers (engine/course, through the module kmem_course), as it crosses the
 * boundary. Commands are counted from 0, as positions count them: `command` is the one that the
 * position `{command, event: 0}` has before it.
 */

/** A value of a template: a number, a name, a size, another message, or a list of numbers. */
export type CourseValue =
  | number
  | string
  | { readonly bytes: number }
  | { readonly word: string }
  | { readonly list: readonly number[] };

/** A sentence before it is one. messages/course.ts says it. */
export interface CourseText {
  readonly key: string;
  readonly values: Readonly<Record<string, CourseValue>>;
}

/**
 * How a question is answered: a page frame number; an order; a number; a size in bytes (`11K`); page
 * frame numbers, head of the list first, or `empty`; one of the words in `choices`; the first frame
 * of a slab, or `grow`; a size of kmalloc, or `pages`.
 */
export type AnswerForm =
  | 'frame'
  | 'order'
  | 'number'
  | 'bytes'
  | 'frames'
  | 'choice'
  | 'slab'
  | 'size_class';

/** One answer to choose: what grade() takes, and how it is said. */
export interface CourseChoice {
  readonly answer: string;
  readonly text: CourseText;
}

/** A question about one command, derived by running it. */
export interface CourseQuestion {
  readonly kind: string;
  readonly form: AnswerForm;
  readonly command: number;
  /** Of the scenario's text, from 1. */
  readonly line: number;
  /** The command as the language writes it. */
  readonly call: string;
  readonly text: CourseText;
  /** The right answer, as grade() takes it. */
  readonly answer: string;
  readonly answerText: CourseText;
  /** The right answer and what misconceptions would give, in an order that gives nothing away. */
  readonly choices: readonly CourseChoice[];
  /** A nudge, a pointer, the explicit way. */
  readonly hints: readonly [CourseText, CourseText, CourseText];
  /** Why the answer is what it is. */
  readonly because: CourseText;
  /** The command's events that show it, as numbers into its list of events, from 0. */
  readonly shownBy: readonly number[];
  /** What those events say. */
  readonly steps: readonly CourseText[];
}

/** What an answer comes to. `reason` fits the mistake; for a right one it says why it is right. */
export type CourseGrade =
  | { readonly verdict: 'right' | 'wrong'; readonly answer: string; readonly reason: CourseText }
  /** No answer of this form: what was found at which character (from 0), and what was expected. */
  | { readonly verdict: 'unreadable'; readonly at: number; readonly reason: CourseText };

/** Nothing could be asked: the script has errors, there is no such command, or it makes no sense. */
export interface CourseError {
  readonly error: CourseText;
}

export type SheetTopic = 'buddy' | 'slab' | 'kmalloc' | 'fragmentation' | 'mixed';

/** A machine as a problem shows it. */
export interface SheetState {
  readonly frames: number;
  readonly pageSize: number;
  /** By address. `name`: the handle that holds the block, or the cache of a slab. */
  readonly blocks: readonly {
    readonly frame: number;
    readonly order: number;
    readonly kind: 'free' | 'pages' | 'slab';
    readonly name: string;
  }[];
  /** By order, head first. */
  readonly freeLists: readonly (readonly number[])[];
  /** Caches that have a slab; slabs full, partial, empty, of each list the head first. */
  readonly caches: readonly {
    readonly name: string;
    readonly objectSize: number;
    readonly order: number;
    readonly objects: number;
    readonly slabs: readonly {
      readonly frame: number;
      readonly list: 'full' | 'partial' | 'empty';
      readonly inUse: number;
      readonly freelist: readonly number[];
    }[];
  }[];
}

/** One question of a problem, about the last command of `script`; grade it with that script. */
export interface SheetPart {
  /** The question; it may be shorter than `question.text`, so that it gives no other answer away. */
  readonly text: CourseText;
  readonly script: string;
  /** Calls that come first and that no question before has shown. */
  readonly first: readonly string[];
  readonly question: CourseQuestion;
}

export interface SheetProblem {
  readonly form: string;
  readonly topic: SheetTopic;
  readonly title: CourseText;
  /** The sentences in front: what the segment is, and what `calls` are. */
  readonly given: readonly CourseText[];
  /** What has happened before the first question, and the scenario that makes it happen. */
  readonly calls: readonly string[];
  readonly script: string;
  /** The state after them may be shown; if false, working it out is part of the problem. */
  readonly showsState: boolean;
  /** Every question starts again from that state; if false, their calls follow one another. */
  readonly eachAlone: boolean;
  readonly state: SheetState;
  /** That, as a sentence, if there is more than one call to ask about. */
  readonly connection: CourseText | null;
  readonly parts: readonly SheetPart[];
  /** A last task, to draw the machine as it is after all calls; with its key. */
  readonly drawing: { readonly script: string; readonly state: SheetState } | null;
}

/** A problem sheet with its key. The same seed, topic and level give the same problems. */
export interface CourseSheet {
  readonly version: 1;
  readonly seed: number;
  readonly topic: SheetTopic;
  readonly level: number;
  readonly problems: readonly SheetProblem[];
}
