/** What the machine says when it is asked: sentences of the engine, with sizes short enough to read. */
import type { CourseText, CourseValue } from '../engine/course-types.ts';
import { message } from './messages.ts';
import { formatBytes, listed } from './quantities.ts';
import type { Arguments } from './template.ts';

function argument(value: CourseValue): string | number {
  if (typeof value !== 'object') return value;
  if ('bytes' in value) return formatBytes(value.bytes);
  if ('word' in value) return message(value.word);
  return listed(value.list.map(String));
}

/** The sentence itself. Its area is `ask`: whoever asks has loaded it. */
export function askMessage({ key, values }: CourseText): string {
  const known: Arguments = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, argument(value)]),
  );
  return message(key, known);
}
