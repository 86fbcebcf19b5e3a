/**
 * How far a figure may go while a question is open. Its own command is hidden, except for what the
 * text above the question has shown already.
 */
import type { Position } from '../engine/snapshot-types.ts';
import { phrasesOf } from './check.ts';
import type { Ask, Lesson } from './lesson-types.ts';
import { positionAfter, type RunScript, resolveCommands, resolvePlace } from './resolve.ts';

/** Negative: `a` comes first; 0: the same. */
export function comparePositions(a: Position, b: Position): number {
  return a.command - b.command || a.event - b.event;
}

function later(a: Position, b: Position): Position {
  return comparePositions(a, b) < 0 ? b : a;
}

/** The command a question is about, from 0; -1 if there is none. */
export function commandOf(ask: Ask, script: RunScript): number {
  const run = resolveCommands(ask.place, script);
  return run.ok ? run.value.first : -1;
}

/** Where the figure stands when the question is asked, at the earliest. */
export function momentOf(ask: Ask, script: RunScript): Position {
  return { command: commandOf(ask, script), event: 0 };
}

/** The last of the first events in a row: what comes later shows the same again. */
function firstRun(shownBy: readonly number[]): number {
  const sorted = [...shownBy].sort((a, b) => a - b);
  return sorted.find((event) => !shownBy.includes(event + 1)) ?? -1;
}

/** Where the answer can be seen: after the events that show it. */
export function answeredAt(
  command: number,
  shownBy: readonly number[],
  script: RunScript,
): Position {
  const events = script.kindsOf(command).length;
  const last = shownBy.length > 0 ? firstRun(shownBy) : events - 1;
  return positionAfter(command, last, events);
}

/**
 * The last position that may be seen. `shownBy` gives the events that show the answers of the
 * questions before, by the number of their block.
 */
export function limitOf(
  ask: Ask,
  lesson: Lesson,
  script: RunScript,
  shownBy: (earlier: Ask) => readonly number[],
): Position {
  let limit = momentOf(ask, script);
  for (const block of lesson.blocks.slice(0, lesson.blocks.indexOf(ask) + 1)) {
    if (block.figure !== ask.figure) continue;
    for (const { place } of phrasesOf(block)) {
      const position = place && resolvePlace(place, script);
      if (position?.ok) limit = later(limit, position.value);
    }
    if (block.type !== 'ask' || block === ask) continue;
    limit = later(limit, answeredAt(commandOf(block, script), shownBy(block), script));
  }
  return limit;
}
