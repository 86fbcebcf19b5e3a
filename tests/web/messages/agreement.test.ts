/** A number and the noun behind it agree: every message, in every language, for 0, 1, 2 and 5. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Spoken, spokenLanguages } from '../../../web/src/messages/languages.ts';
import { parseMessages } from '../../../web/src/messages/messages.ts';
import { formatMessage } from '../../../web/src/messages/template.ts';

const directory = new URL('../../../web/src/messages/', import.meta.url);

function textsOf(language: Spoken): [key: string, text: string][] {
  return readdirSync(directory)
    .filter((name) => new RegExp(`(^|\\.)${language}\\.txt$`).test(name))
    .flatMap((name) => [...parseMessages(readFileSync(new URL(name, directory), 'utf8'))])
    .map(([key, text]) => [key, text.replaceAll('page frame', 'frame')]); // one thing in two words
}

/** Verbs that stand behind a number too: also behind the number of a frame, which is no count. */
const verbs = new Set(
  'is are was were stays stay ist sind war waren wird werden está están queda quedan'.split(' '),
);

interface Nouns {
  /** Stand behind 1 in some message, and behind another number in none. */
  readonly one: ReadonlySet<string>;
  readonly many: ReadonlySet<string>;
}

/** The nouns a language counts: what its own choices between one and many put behind the number. */
function nounsOf(texts: readonly (readonly [string, string])[]): Nouns {
  const one = new Set<string>();
  const many = new Set<string>();
  for (const [, text] of texts) {
    for (const [, left = '', right = ''] of text.matchAll(/\{\w+\?([^{}|]*)\|([^{}]*)\}/g)) {
      const single = /#\s+(\p{L}+)/u.exec(left)?.[1];
      const several = /#\s+(\p{L}+)/u.exec(right)?.[1];
      if (!single || !several || single === several || verbs.has(single)) continue;
      one.add(single);
      many.add(several);
    }
  }
  const both = new Set([...one].filter((word) => many.has(word)));
  const without = (words: Set<string>) => new Set([...words].filter((word) => !both.has(word)));
  return { one: without(one), many: without(many) };
}

/** What these name is no count: caches by name, slabs by frame, words; an average has decimals. */
const named = new Set('average cache cpu slab type from to found expected'.split(' '));

const argumentsOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)[?}]/g)].map(([, name = '']) => name))].filter(
    (name) => !named.has(name),
  );

/** What is wrong with a text for one number in one of its arguments: `1 objects`, or nothing. */
function disagreement(text: string, name: string, n: number, nouns: Nouns): string | null {
  const others = Object.fromEntries(argumentsOf(text).map((other) => [other, 33]));
  const said = formatMessage(text, { ...others, [name]: n });
  const wrong = n === 1 ? nouns.many : nouns.one;
  for (const [pair, word = ''] of said.matchAll(new RegExp(`(?<![\\d.,])${n} (\\p{L}+)`, 'gu')))
    if (wrong.has(word)) return pair;
  return null;
}

const numbers = [0, 1, 2, 5];

describe('what looks for disagreement', () => {
  const nouns = nounsOf([['key', '{n?# object|# objects} and {m?# frame is|# frames are}']]);

  it('finds a noun that does not follow its number', () => {
    expect(disagreement('all {n} objects', 'n', 1, nouns)).toBe('1 objects');
    expect(disagreement('{n} frame', 'n', 0, nouns)).toBe('0 frame');
    expect(disagreement('{n?# object|# object}', 'n', 2, nouns)).toBe('2 object');
    expect(disagreement('{n?# object|# objects} in frame {m}', 'n', 1, nouns)).toBeNull();
  });

  it.each(['en', 'de', 'es'] as const)('knows the nouns of %s', (language) => {
    expect(nounsOf(textsOf(language)).many.size).toBeGreaterThan(5);
  });
});

describe.each(spokenLanguages.map(([name]) => name))('%s', (language) => {
  const texts = textsOf(language);
  const nouns = nounsOf(texts); // none in Chinese, which has one form

  it('counts everything in the right number', () => {
    const wrong = texts.flatMap(([key, text]) =>
      argumentsOf(text).flatMap((name) =>
        numbers.flatMap((n) => {
          const found = disagreement(text, name, n, nouns);
          return found ? [`${key}: ${found}`] : [];
        }),
      ),
    );
    expect([...new Set(wrong)].join('\n')).toBe('');
  });
});
