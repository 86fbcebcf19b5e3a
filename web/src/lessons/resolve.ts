/** Finds the moment that a lesson's words mean, in a script as it ran. */
import type { Position } from '../engine/snapshot-types.ts';
import type { LessonProblem, Place } from './lesson-types.ts';
import { marksOf } from './marks.ts';

/** A script that has run to its end. */
export interface RunScript {
  readonly text: string;
  readonly commands: number;
  textOf(command: number): string;
  lineOf(command: number): number;
  /** The kinds of a command's events, in order. */
  kindsOf(command: number): readonly string[];
}

export type Resolved<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: LessonProblem };

/** Commands from `first` to `last`, counted from 0. */
interface Run {
  readonly first: number;
  readonly last: number;
}

const found = <T>(value: T): Resolved<T> => ({ ok: true, value });

function wrong<T>(place: Place, code: string, what: string, expected: string): Resolved<T> {
  return { ok: false, problem: { line: place.line, code, found: what, expected } };
}

const maxNames = 16;

/** The names a lesson may use for this script: its marks, and what its results are called. */
export function namesOf(script: RunScript): string[] {
  const names = new Set(marksOf(script.text).keys());
  for (let command = 0; command < script.commands; command += 1) {
    const name = /^(\S+) = /.exec(script.textOf(command))?.[1];
    if (name) names.add(name);
  }
  return [...names];
}

function someNames(script: RunScript): string {
  const names = namesOf(script);
  return names.slice(0, maxNames).join(', ') + (names.length > maxNames ? ' …' : '');
}

function runWhere(script: RunScript, matches: (command: number) => boolean): Run | null {
  let first = -1;
  let last = -1;
  for (let command = 0; command < script.commands; command += 1) {
    if (!matches(command)) continue;
    if (first < 0) first = command;
    last = command;
  }
  return first < 0 ? null : { first, last };
}

function namedRun(script: RunScript, name: string): Run | null {
  const line = marksOf(script.text).get(name);
  if (line !== undefined) return runWhere(script, (command) => script.lineOf(command) === line);
  const run = runWhere(script, (command) => script.textOf(command).startsWith(`${name} = `));
  return run && { first: run.first, last: run.first }; // a name given again: its first request
}

function runOf(place: Place, script: RunScript): Resolved<Run> {
  const { anchor } = place;
  if (anchor.type === 'name') {
    const run = namedRun(script, anchor.name);
    return run ? found(run) : wrong(place, 'no_name', anchor.name, someNames(script));
  }
  if (anchor.type === 'text') {
    const run = runWhere(script, (command) => script.textOf(command) === anchor.text);
    if (!run) return wrong(place, 'no_command', anchor.text, script.textOf(0));
    return found({ first: run.first, last: run.first });
  }
  if (anchor.type !== 'number') return wrong(place, 'not_a_command', place.source, 'a, d[22], 7');
  const command = anchor.event > 0 ? anchor.command : anchor.command - 1;
  if (command < 0 || command >= script.commands) {
    return wrong(place, 'beyond', place.source, `${script.commands}`);
  }
  return found({ first: command, last: command });
}

/** The position at which event `index` of a command is the last one done. */
export function positionAfter(command: number, index: number, events: number): Position {
  return index + 1 >= events ? { command: command + 1, event: 0 } : { command, event: index + 1 };
}

function eventIn(run: Run, place: Place, script: RunScript): Resolved<Position> {
  let left = place.nth;
  const seen = new Set<string>();
  for (let command = run.first; command <= run.last; command += 1) {
    const kinds = script.kindsOf(command);
    for (const [index, kind] of kinds.entries()) {
      seen.add(kind);
      if (kind === place.kind) left -= 1;
      if (left === 0) return found(positionAfter(command, index, kinds.length));
    }
  }
  const which = place.nth > 1 ? `${place.kind} ${place.nth}` : `${place.kind}`;
  return wrong(place, 'no_event', which, [...seen].join(', '));
}

function numbered(place: Place, script: RunScript): Resolved<Position> | null {
  const { anchor } = place;
  if (anchor.type === 'start') return found({ command: 0, event: 0 });
  if (anchor.type === 'end') return found({ command: script.commands, event: 0 });
  if (anchor.type !== 'number' || place.before || place.kind) return null;
  const { command, event } = anchor;
  const events = script.kindsOf(command).length;
  const inside = command < script.commands ? event <= events : event === 0;
  if (command > script.commands || !inside) {
    return wrong(place, 'beyond', place.source, `${script.commands}`);
  }
  return found(event > 0 ? positionAfter(command, event - 1, events) : { command, event });
}

/** The position that a phrase leads to. */
export function resolvePlace(place: Place, script: RunScript): Resolved<Position> {
  const plain = numbered(place, script);
  if (plain) return plain;
  const run = runOf(place, script);
  if (!run.ok) return run;
  if (place.kind) return eventIn(run.value, place, script);
  const command = place.before ? run.value.first : run.value.last + 1;
  return found({ command, event: 0 });
}

/** The commands a task is about. */
export function resolveCommands(place: Place, script: RunScript): Resolved<Run> {
  if (place.before || place.kind) return wrong(place, 'not_a_command', place.source, 'a, d[22], 7');
  return runOf(place, script);
}
