import { message } from '../messages/messages.ts';
import type { PlaygroundState } from '../session/state-types.ts';

/** What the page's one live region says: the sentence of the present event, once, when at rest. */
export function spokenText({ scene, playing, direction }: PlaygroundState): string {
  if (!scene || playing) return '';
  if (scene.place.command < 0) return message('spoken.start');
  const { done, events } = scene.place;
  const { sentence } = scene;
  return message('spoken.step', {
    command: scene.command,
    done,
    events,
    sentence: direction === 'back' ? message('spoken.back', { sentence }) : sentence,
  });
}
