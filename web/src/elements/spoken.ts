import type { PlaygroundState } from '../session/state-types.ts';

/** What the page's one live region says: the sentence of the present event, once, when at rest. */
export function spokenText({ scene, playing }: PlaygroundState): string {
  if (!scene || playing) return '';
  if (scene.place.command < 0) return 'Start.';
  const { done, events } = scene.place;
  return `${scene.command}, event ${done} of ${events}: ${scene.sentence}`;
}
