/**
 * Places in a recorded history. `ends[k]` is the number of events up to and including command k; a
 * place is either a {@link Position} or the number of events before it, counted from the start.
 */
import type { Position } from '../engine/snapshot-types.ts';

export const start: Position = { command: 0, event: 0 };

export function samePosition(a: Position, b: Position): boolean {
  return a.command === b.command && a.event === b.event;
}

export function eventsBefore(command: number, ends: Uint32Array): number {
  return command === 0 ? 0 : (ends[command - 1] ?? ends.at(-1) ?? 0);
}

export function eventsOf(command: number, ends: Uint32Array): number {
  return (ends[command] ?? 0) - eventsBefore(command, ends);
}

/** Events before a position. */
export function eventNumber(at: Position, ends: Uint32Array): number {
  return eventsBefore(at.command, ends) + at.event;
}

/** The position after `n` events. */
export function positionOf(n: number, ends: Uint32Array): Position {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= n) low = middle + 1;
    else high = middle;
  }
  return low >= ends.length
    ? { command: ends.length, event: 0 }
    : { command: low, event: n - eventsBefore(low, ends) };
}

/** The nearest position that exists. */
export function clampPosition(to: Position, ends: Uint32Array): Position {
  if (to.command >= ends.length) return { command: ends.length, event: 0 };
  return positionOf(
    eventsBefore(to.command, ends) + Math.min(to.event, eventsOf(to.command, ends)),
    ends,
  );
}

/** One event or one command on, forward (1) or back (-1). */
export function stepped(
  at: Position,
  unit: 'event' | 'command',
  by: 1 | -1,
  ends: Uint32Array,
): Position {
  if (unit === 'event') return positionOf(Math.max(0, eventNumber(at, ends) + by), ends);
  const inside = by < 0 && at.event > 0; // back to the start of the command under way
  return { command: Math.max(0, at.command + (inside ? 0 : by)), event: 0 };
}

/** The first command at or after `from`, going round, that a line of the script gave; or -1. */
export function nextCommandOf(
  { commands, lineOf }: { commands: number; lineOf: (command: number) => number },
  from: number,
  line: number,
): number {
  for (let step = 0; step < commands; step += 1) {
    const command = (from + step) % commands;
    if (lineOf(command) === line) return command;
  }
  return -1;
}

/** What the reader looks at: a command, and how many of its events are done. */
export interface Place {
  /** Index of the command under way or just completed; -1 at the start. */
  readonly command: number;
  readonly done: number;
  readonly events: number;
}

export function placeOf(at: Position, ends: Uint32Array): Place {
  const command = at.event > 0 ? at.command : at.command - 1;
  if (command < 0) return { command, done: 0, events: 0 };
  const events = eventsOf(command, ends);
  return { command, done: at.event > 0 ? at.event : events, events };
}
