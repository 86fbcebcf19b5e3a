/** What the course says. Loaded with it, so that the first view does not wait for its sentences. */
import type { CourseText, CourseValue } from '../engine/course-types.ts';
import english from './course.en.txt?raw';
import { type Arguments, formatMessage, hasMessage, message, parseMessages } from './messages.ts';
import { sizeText } from './sentence.ts';

const messages = parseMessages(english);

function word(key: string): string {
  return messages.get(key) ?? message(key);
}

function argument(value: CourseValue): string | number {
  if (typeof value !== 'object') return value;
  if ('bytes' in value) return sizeText(value.bytes);
  if ('word' in value) return word(value.word);
  return value.list.length === 0 ? word('word.none') : value.list.join(', ');
}

/** The sentence itself. A key without a message gives the key in angle brackets. */
export function courseMessage({ key, values }: CourseText): string {
  const known: Arguments = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, argument(value)]),
  );
  const template = messages.get(key);
  return template === undefined ? message(key, known) : formatMessage(template, known);
}

export function hasCourseMessage(key: string): boolean {
  return messages.has(key) || hasMessage(key);
}
