import { message } from '../messages/messages.ts';
import type { Place } from '../session/position.ts';
import type { Direction, OpenScenario } from '../session/state-types.ts';

/** Where we are, in two parts: `command 31 of 50`, and `event 21 of 21 · forward`. */
export function placeText(
  open: Pick<OpenScenario, 'commands'>,
  place: Place | null,
  direction: Direction,
): [string, string] {
  const of = open.commands;
  if (!place || place.command < 0) return [message('time.start'), message('time.before', { of })];
  const { command, done, events } = place;
  const way = direction && message(`time.way.${direction}`);
  const event = message(way ? 'time.event_going' : 'time.event', { done, events, way });
  return [message('time.command', { command: command + 1, of }), event];
}
