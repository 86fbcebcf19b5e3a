/** What is the same at every position of a scenario that has just been opened. */
import type { EngineClient } from '../engine/client.ts';
import { titleOf } from './default-scenario.ts';
import type { LessonFigure, OpenScenario } from './state-types.ts';

/** Where a text comes from. */
export interface Origin {
  readonly name?: string | null;
  readonly lesson?: LessonFigure | null;
  readonly title?: string;
}

export function describeOpened(
  client: EngineClient,
  text: string,
  { name = null, lesson = null, title, untitled }: Origin & { readonly untitled: string },
): OpenScenario {
  const ends = client.eventEnds();
  return {
    name,
    lesson,
    title: client.title() || title || titleOf(text) || untitled,
    text,
    tells: text.includes('note "'),
    commands: ends.length,
    ends,
    lineOf: (command) => client.commandLine(command),
    textOf: (command) => client.commandText(command),
    eventsOf: (command) => client.events(command),
  };
}
