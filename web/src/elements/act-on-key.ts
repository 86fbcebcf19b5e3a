import type { Playground } from '../session/playground.ts';
import { start } from '../session/position.ts';
import type { KeyAction } from './keys.ts';

/** Does what a key asks of the playground. False: it asks something of the page around it. */
export function actOnKey(action: KeyAction, playground: Playground): boolean {
  switch (action) {
    case 'event-forward':
      playground.step('event', 1);
      return true;
    case 'event-back':
      playground.step('event', -1);
      return true;
    case 'command-forward':
      playground.step('command', 1);
      return true;
    case 'command-back':
      playground.step('command', -1);
      return true;
    case 'start':
      playground.seek(start);
      return true;
    case 'end':
      playground.seek({ command: playground.state.open?.commands ?? 0, event: 0 });
      return true;
    case 'play':
      if (playground.state.playing) playground.pause();
      else playground.play();
      return true;
    default:
      return false;
  }
}
