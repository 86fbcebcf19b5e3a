/** What the lesson's elements show: a plain value, replaced as a whole. */
import type { CourseText } from '../../engine/course-types.ts';
import type { LessonEntry } from '../../lessons/catalogue.ts';
import type { Exercise, Reason } from '../../lessons/exercise.ts';
import type { LessonProblem } from '../../lessons/lesson-types.ts';
import type { Prediction } from '../../lessons/predict.ts';
import type { Progress } from '../../lessons/progress.ts';

/** A lesson being read; number 0 and no name for one from a file. */
export type OpenLesson = LessonEntry;

/** A task in which the learner is the allocator. */
export interface Performing {
  readonly task: number;
  readonly exercise: Exercise;
  /** Why the last move was wrong. */
  readonly reason: Reason | null;
}

/** A task in which the learner gives commands until something holds. */
export interface Trying {
  readonly task: number;
  /** Commands were given, and it does not hold yet. */
  readonly notYet: boolean;
  /** The condition cannot be read: what the engine says of it. */
  readonly problem: string;
}

export interface Why {
  readonly task: number;
  readonly answer: string;
  readonly reason: CourseText;
}

export interface CourseState {
  readonly lessons: readonly LessonEntry[];
  /** Null: the course is not open. */
  readonly lesson: OpenLesson | null;
  /** What is wrong with a lesson from a file. */
  readonly problems: readonly LessonProblem[];
  readonly done: ReadonlySet<number>;
  readonly predictions: ReadonlyMap<number, Prediction>;
  /** Questions that cannot be asked, and why. */
  readonly unasked: ReadonlyMap<number, CourseText>;
  readonly why: Why | null;
  readonly performing: Performing | null;
  readonly trying: Trying | null;
  /** Goes up each time a step was held back by an open question. */
  readonly held: number;
  readonly progress: Progress;
  readonly contents: boolean;
  readonly recording: boolean;
}

export const closedCourse: CourseState = {
  lessons: [],
  lesson: null,
  problems: [],
  done: new Set(),
  predictions: new Map(),
  unasked: new Map(),
  why: null,
  performing: null,
  trying: null,
  held: 0,
  progress: {},
  contents: false,
  recording: false,
};
