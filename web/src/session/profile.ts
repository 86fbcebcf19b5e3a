/**
 * Which allocator a script runs on, as its head says: `profile` and `mechanisms`. Changing it
 * rewrites these two lines and nothing else, so that the rest of the script stays the learner's.
 */
import type { Mechanisms } from '../engine/linux-types.ts';

export const textbook = 'textbook';
export const linux = 'linux-6.1';

export const mechanismNames = ['zones', 'mobility', 'percpu', 'watermarks'] as const;
export type MechanismName = (typeof mechanismNames)[number];

export interface Profile {
  readonly name: string;
  /** Only Linux has any. */
  readonly mechanisms: Mechanisms;
}

const all: Mechanisms = { zones: true, mobility: true, percpu: true, watermarks: true };
const none: Mechanisms = { zones: false, mobility: false, percpu: false, watermarks: false };

/** At the start of a line; other statements may follow on it. */
const profileLine = /^[ \t]*profile[ \t]+([\w.-]+)[ \t]*(?:;[ \t]*|#.*$|$)/m;
const mechanismsLine = /^[ \t]*mechanisms[ \t]+([^\n#;]*)(?:;[ \t]*|#.*$|$)/m;
/** Statements that stand before all others. */
const headLine = /^[ \t]*(title|memory|#|$)/;

function mechanismsIn(list: string): Mechanisms {
  const words = list.split(/[\s,]+/).filter(Boolean);
  if (words.length === 0 || words.includes('all')) return all;
  const on = words.filter((word): word is MechanismName =>
    (mechanismNames as readonly string[]).includes(word),
  );
  return { ...none, ...Object.fromEntries(on.map((name) => [name, true])) };
}

export function profileOf(text: string): Profile {
  return {
    name: profileLine.exec(text)?.[1] ?? textbook,
    mechanisms: mechanismsIn(mechanismsLine.exec(text)?.[1] ?? ''),
  };
}

const isAll = (mechanisms: Mechanisms): boolean => mechanismNames.every((name) => mechanisms[name]);

/** The lines that say a profile; none for what is the case without them. */
function linesOf({ name, mechanisms }: Profile): string[] {
  if (name === textbook) return [];
  const on = mechanismNames.filter((one) => mechanisms[one]);
  const list = on.length > 0 ? on.join(', ') : 'none';
  return [`profile ${name}`, ...(isAll(mechanisms) ? [] : [`mechanisms ${list}`])];
}

/** Where the lines go if the script has none: before its first statement that is no head. */
function placeIn(lines: readonly string[]): number {
  const first = lines.findIndex((line) => !headLine.test(line));
  const before = first < 0 ? lines.length : first;
  let last = before; // behind the last head, before comments and empty lines
  while (last > 0 && !/^[ \t]*(title|memory)\b/.test(lines[last - 1] ?? '')) last -= 1;
  return last > 0 || first < 0 ? last : before;
}

/** The same script on another allocator. */
export function withProfile(text: string, profile: Profile): string {
  const wanted = linesOf(profile);
  const lines = text.split('\n');
  const old = lines.findIndex((line) => profileLine.test(line) || mechanismsLine.test(line));
  const kept = lines.flatMap((line) => {
    const rest = line.replace(profileLine, '').replace(mechanismsLine, '');
    return rest === '' && line !== '' ? [] : [rest];
  });
  const at = old >= 0 ? old : placeIn(kept);
  return [...kept.slice(0, at), ...wanted, ...kept.slice(at)].join('\n');
}
