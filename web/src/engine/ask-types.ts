/** What AskSession (engine/wasm/ask_session.h) answers, as it crosses the boundary. */
import type { CourseText } from './course-types.ts';

/** One sentence of a chain of causes, and the place that it speaks of. */
export interface WhyStep {
  readonly text: CourseText;
  /** The event it speaks of: the event-th of the command, both from 0. */
  readonly command?: number;
  readonly event?: number;
  readonly pfn?: number;
  readonly object?: number;
}

/** The accounting over time. */
export interface LedgerHistory {
  readonly segment: number;
  readonly orders: number;
  /**
   * Per sample: the position in commands; the seven rows of the ledger in bytes; of its payload the
   * part in objects; requests refused, free frames, order of the largest free block + 1; per order
   * the unusable index, 0 to 1000.
   */
  readonly samples: readonly (readonly number[])[];
}

export type Outcome = 'nothing' | 'placed' | 'failed' | 'released';

export interface RaceContender {
  readonly id: number;
  readonly outcome: Outcome;
  readonly address: number;
  readonly granted: number;
  /** Why it did what it did; only for requests. */
  readonly choice?: CourseText;
  /** Payload, rounding, slab tails, kept, free, largest free piece. */
  readonly bytes: readonly [number, number, number, number, number, number];
  /** Looks, splits, merges, constructor runs, runs saved, exhausted, fragmented. */
  readonly work: readonly [number, number, number, number, number, number, number];
  /** Start, size, payload, kind of each run of bytes … */
  readonly parts?: readonly number[];
  /** … or, where there are too many: payload, waste, free bytes of each column. */
  readonly bands?: readonly number[];
}

export const partKinds = ['free', 'pages', 'object', 'kept', 'tail'] as const;

export interface RaceMoment {
  readonly position: number;
  readonly call?: string;
  /** What the scenario told last. */
  readonly note?: string;
  readonly kind?: 'nothing' | 'request' | 'release' | 'misuse';
  readonly bytes?: number;
  readonly contenders: readonly RaceContender[];
}

export interface RaceSeries {
  readonly segment: number;
  /** Position; then for each contender internal, kept and external bytes, and requests refused. */
  readonly samples: readonly (readonly number[])[];
}

export interface RaceDifference {
  readonly command: number;
  readonly text: CourseText;
  readonly a: CourseText;
  readonly b: CourseText;
}

/** In the order of ContenderKind. */
export const contenderNames = [
  'first_fit',
  'best_fit',
  'worst_fit',
  'next_fit',
  'buddy',
  'slab',
] as const;

/** Bits of the kinds of differences; see DifferenceKind in engine/course/race_run.h. */
export const anyDifference = 0x1e;
export const oneFails = 0x2;
