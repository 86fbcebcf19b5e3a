/**
 * Do it yourself: the next events are hidden, the learner makes the moves, and each is compared
 * with what the engine did. Values only; the page shows them.
 */
import type { EngineEvent, Position } from '../engine/snapshot-types.ts';
import { type ExpectedMove, type Move, movesOf } from './moves.ts';

/** A message, and what it may call by name. */
export interface Reason {
  readonly key: string;
  readonly values: Readonly<Record<string, number | string>>;
}

/** A move that is due: the command it belongs to, counted from 0. */
export interface DueMove extends ExpectedMove {
  readonly command: number;
}

/** What the learner did when a move was due. */
export interface Attempt {
  readonly due: DueMove;
  /** Null: the learner asked to be shown. */
  readonly given: Move | null;
  readonly right: boolean;
  /** Why it was wrong. */
  readonly reason: Reason | null;
}

export interface Exercise {
  readonly moves: readonly DueMove[];
  /** Moves made; all of them: finished. */
  readonly done: number;
  readonly grading: 'each' | 'end';
  /** In order; with grading `each` a wrong move is followed by another attempt. */
  readonly attempts: readonly Attempt[];
}

export function startExercise(
  commands: readonly { readonly command: number; readonly events: readonly EngineEvent[] }[],
  grading: Exercise['grading'],
): Exercise {
  const moves = commands.flatMap(({ command, events }) =>
    movesOf(events).map((move) => ({ ...move, command })),
  );
  return { moves, done: 0, grading, attempts: [] };
}

export function dueMove(exercise: Exercise): DueMove | null {
  return exercise.moves[exercise.done] ?? null;
}

export function isFinished({ moves, done }: Exercise): boolean {
  return done >= moves.length;
}

/** Where the figure stands while a move is due: everything before it has happened. */
export function positionBefore(due: DueMove): Position {
  return { command: due.command, event: due.before };
}

/** Where it stands once the move is made; `events` is how many the command has. */
export function positionAfterMove(due: DueMove, events: number): Position {
  return due.event + 1 >= events
    ? { command: due.command + 1, event: 0 }
    : { command: due.command, event: due.event + 1 };
}

export function isRight(due: Move, given: Move): boolean {
  return due.name === given.name && due.value === given.value;
}

/**
 * Makes a move, or with null is shown it. Graded at the end, a wrong one is put right silently;
 * graded step by step, it has to be made again.
 */
export function makeMove(
  exercise: Exercise,
  given: Move | null,
  reason: Reason | null = null,
): Exercise {
  const due = dueMove(exercise);
  if (!due) return exercise;
  const right = given !== null && isRight(due, given);
  const on = right || given === null || exercise.grading === 'end';
  return {
    ...exercise,
    done: exercise.done + (on ? 1 : 0),
    attempts: [...exercise.attempts, { due, given, right, reason }],
  };
}

export interface Score {
  readonly moves: number;
  /** Moves that were right at the first attempt. */
  readonly right: number;
  readonly shown: number;
}

export function scoreOf({ moves, attempts }: Exercise): Score {
  const first = new Map<DueMove, Attempt>();
  for (const attempt of attempts) if (!first.has(attempt.due)) first.set(attempt.due, attempt);
  const firsts = [...first.values()];
  return {
    moves: moves.length,
    right: firsts.filter(({ right }) => right).length,
    shown: attempts.filter(({ given }) => given === null).length,
  };
}

export function mistakesOf({ attempts }: Exercise): readonly Attempt[] {
  return attempts.filter(({ right, given }) => !right && given !== null);
}
