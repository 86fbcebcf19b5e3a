/** How the parts of the page share the room: all of them, or what a lesson's figure needs. */
import type { Part } from '../lessons/lesson-types.ts';

export type FigureShape = 'all' | 'alone' | 'events' | 'lower' | 'lower-events';

export function figureShape(inLesson: boolean, shows: (part: Part) => boolean): FigureShape {
  if (!inLesson) return 'all';
  const lower = (['caches', 'object', 'bytes'] as const).some(shows);
  if (shows('events')) return lower ? 'lower-events' : 'events';
  return lower ? 'lower' : 'alone';
}
