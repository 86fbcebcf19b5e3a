/**
 * A lesson as data: what its text says, in order. `parse.ts` makes it from the text a lecturer
 * writes (web/guide/lessons.md); nothing in it depends on a language or on the page.
 */

/** What is wrong with a lesson's text; the sentence is the message `lesson.error.<code>`. */
export interface LessonProblem {
  /** From 1. */
  readonly line: number;
  readonly code: string;
  /** What stands there. */
  readonly found: string;
  /** What could stand there. */
  readonly expected: string;
}

/** The command that a place counts from. */
export type Anchor =
  | { readonly type: 'start' }
  | { readonly type: 'end' }
  /** The seventh command, or its third event: `7`, `7.3`. */
  | { readonly type: 'number'; readonly command: number; readonly event: number }
  /** A mark of the figure, `#: name`, or the name that a request's result gets. */
  | { readonly type: 'name'; readonly name: string }
  /** The command as the script writes it. */
  | { readonly type: 'text'; readonly text: string };

/** A moment of a figure: after a command, before it, or after one of its events. */
export interface Place {
  readonly anchor: Anchor;
  readonly before: boolean;
  /** Kind of the event, `split`; null for the whole command. */
  readonly kind: string | null;
  /** Which of the events of this kind, from 1. */
  readonly nth: number;
  readonly line: number;
  /** As the author wrote it. */
  readonly source: string;
}

/** What a phrase points at. */
export type Pointing =
  | { readonly type: 'frame'; readonly pfn: number }
  | { readonly type: 'order'; readonly order: number }
  | { readonly type: 'cache'; readonly name: string }
  | { readonly type: 'object'; readonly index: number; readonly pfn: number }
  | { readonly type: 'handle'; readonly name: string };

/** Where a phrase leads. At least one of both. */
export interface Go {
  readonly place: Place | null;
  readonly pointing: Pointing | null;
}

export type Span =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'emphasis' | 'strong'; readonly spans: readonly Span[] }
  | { readonly type: 'phrase'; readonly spans: readonly Span[]; readonly go: Go }
  | { readonly type: 'link'; readonly spans: readonly Span[]; readonly href: string };

/** Parts of the page that a figure may need beside the picture of the page frames. */
export const parts = ['events', 'caches', 'object', 'bytes'] as const;
export type Part = (typeof parts)[number];

export const illustrations = ['hierarchy', 'contiguity'] as const;
export type IllustrationName = (typeof illustrations)[number];

interface InFigure {
  readonly line: number;
  /** The figure it speaks of: a name of {@link Lesson.figures}, or '' before the first. */
  readonly figure: string;
}

export interface Ask extends InFigure {
  readonly type: 'ask';
  /** A kind of question that the engine knows. */
  readonly kind: string;
  /** The command that is asked about. */
  readonly place: Place;
  readonly spans: readonly Span[];
}

/** The learner is the allocator, for the events of these commands. */
export interface Perform extends InFigure {
  readonly type: 'perform';
  readonly from: Place;
  readonly to: Place;
  /** Whether a wrong move is told at once, or all of them at the end. */
  readonly grading: 'each' | 'end';
  readonly spans: readonly Span[];
}

/** The learner gives commands until something holds. */
export interface Until extends InFigure {
  readonly type: 'until';
  readonly from: Place;
  /** What `expect` would say: `nr_free(3) >= 2`. */
  readonly condition: string;
  readonly spans: readonly Span[];
}

export type Task = Ask | Perform | Until;

export type Block =
  | (InFigure & { readonly type: 'paragraph'; readonly spans: readonly Span[] })
  | (InFigure & { readonly type: 'heading'; readonly spans: readonly Span[] })
  | (InFigure & {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Span[])[];
    })
  | (InFigure & { readonly type: 'illustration'; readonly name: IllustrationName })
  | Task;

/** A script that the text speaks of. */
export interface Figure {
  /** Of a file web/lessons/figures/<name>.kmem, or of a script in the lesson itself. */
  readonly name: string;
  readonly show: readonly Part[];
  /** The script, where the lesson's own text holds it; else null. */
  readonly text: string | null;
  readonly line: number;
}

export interface Lesson {
  readonly title: string;
  readonly goal: string;
  readonly figures: readonly Figure[];
  readonly blocks: readonly Block[];
}

export function isTask(block: Block): block is Task {
  return block.type === 'ask' || block.type === 'perform' || block.type === 'until';
}
