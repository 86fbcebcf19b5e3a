/** What the course says: its sentences come from the engine as keys and values. */
import type { CourseText, CourseValue } from '../engine/course-types.ts';
import { message } from './messages.ts';
import { listed } from './quantities.ts';
import { sizeText } from './sentence.ts';
import type { Arguments } from './template.ts';

function argument(value: CourseValue): string | number {
  if (typeof value !== 'object') return value;
  if ('bytes' in value) return sizeText(value.bytes);
  if ('word' in value) return message(value.word);
  return value.list.length === 0 ? message('word.none') : listed(value.list.map(String));
}

/** The sentence itself. Its area is `course`: the module of the course loads it. */
export function courseMessage({ key, values }: CourseText): string {
  const known: Arguments = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, argument(value)]),
  );
  return message(key, known);
}
