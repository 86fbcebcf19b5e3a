/** What is open, as the line on top says it. */
import { message } from '../messages/messages.ts';
import type { OpenScenario } from '../session/state-types.ts';
import type { Size } from './sizes.ts';

interface OpenLesson {
  /** From 1; 0 for a lesson that was opened from a file. */
  readonly number: number;
  readonly lesson: { readonly title: string };
}

export function headline(
  open: OpenLesson | null,
  scenario: OpenScenario | null,
  size: Size,
): string {
  if (!open) return scenario?.title ?? '';
  const { number, lesson } = open;
  if (number === 0) return lesson.title;
  const key = size === 'phone' ? 'lesson.short' : 'lesson.heading';
  return message(key, { number, title: lesson.title });
}
