/** The message file, and its template language, which the head of the file describes. */
import english from './en.txt?raw';

/** A number chooses between `one` and `other`; a text stands as it is. */
export type Arguments = Readonly<Record<string, string | number>>;

export function parseMessages(file: string): ReadonlyMap<string, string> {
  const messages = new Map<string, string>();
  for (const line of file.split('\n')) {
    const equals = line.indexOf('=');
    if (line.trimStart().startsWith('#') || equals < 1) continue;
    messages.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return messages;
}

const messages = parseMessages(english);

function argument(name: string, values: Arguments): string | number | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** What a placeholder stands for, or null if it names no argument. `inside` is between braces. */
function placeholder(inside: string, values: Arguments): string | null {
  const question = inside.indexOf('?');
  const value = argument(question < 0 ? inside : inside.slice(0, question), values);
  if (value === undefined) return null;
  if (question < 0) return String(value);
  const choices = inside.slice(question + 1);
  const bar = choices.indexOf('|');
  if (bar < 0) return null;
  const chosen = value === 1 ? choices.slice(0, bar) : choices.slice(bar + 1);
  return chosen.replaceAll('#', () => String(value));
}

/** Fills in a template. What has no argument, or no closing brace, stays as it is written. */
export function formatMessage(template: string, values: Arguments = {}): string {
  return template.replace(/\{(?:\{|([^{}]*)\})/g, (whole, inside?: string) =>
    inside === undefined ? '{' : (placeholder(inside, values) ?? whole),
  );
}

export function hasMessage(key: string): boolean {
  return messages.has(key);
}

/** Looks up and fills in. A key without a message gives the key itself in angle brackets. */
export function message(key: string, values: Arguments = {}): string {
  const template = messages.get(key);
  return template === undefined ? `<${key}>` : formatMessage(template, values);
}
