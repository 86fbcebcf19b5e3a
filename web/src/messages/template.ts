/** The template language of the message files; the head of en.txt describes it. */
import { formatNumber, type Language } from './languages.ts';

/** A number chooses between `one` and `other`; a text stands as it is. */
export type Arguments = Readonly<Record<string, string | number>>;

function argument(name: string, values: Arguments): string | number | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

const written = (value: string | number, language: Language): string =>
  typeof value === 'number' ? formatNumber(value, language) : value;

/** What a placeholder stands for, or null if it names no argument. `inside` is between braces. */
function placeholder(inside: string, values: Arguments, language: Language): string | null {
  const question = inside.indexOf('?');
  const value = argument(question < 0 ? inside : inside.slice(0, question), values);
  if (value === undefined) return null;
  if (question < 0) return String(value);
  const choices = inside.slice(question + 1);
  const bar = choices.indexOf('|');
  if (bar < 0) return null;
  const chosen = value === 1 ? choices.slice(0, bar) : choices.slice(bar + 1);
  return chosen.replace(/##?/g, (sign) =>
    sign === '#' ? String(value) : written(value, language),
  );
}

/** Fills in a template. What has no argument, or no closing brace, stays as it is written. */
export function formatMessage(
  template: string,
  values: Arguments = {},
  language: Language = 'en',
): string {
  return template.replace(/\{(?:\{|([^{}]*)\})/g, (whole, inside?: string) =>
    inside === undefined ? '{' : (placeholder(inside, values, language) ?? whole),
  );
}
