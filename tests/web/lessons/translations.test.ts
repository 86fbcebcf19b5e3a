/** A lesson in another language is the English one in other words: same figures, places, tasks. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phrasesOf } from '../../../web/src/lessons/check.ts';
import type { Block, Lesson, Span } from '../../../web/src/lessons/lesson-types.ts';
import { parseLesson } from '../../../web/src/lessons/parse.ts';
import { spokenLanguages } from '../../../web/src/messages/languages.ts';

const root = new URL('../../../web/lessons/', import.meta.url);
const read = (path: string) => parseLesson(readFileSync(new URL(path, root), 'utf8'));
const english = readdirSync(new URL('en/', root));
const languages = readdirSync(root).filter((name) => name !== 'en' && name !== 'figures');
const translated = languages.flatMap((language) =>
  readdirSync(new URL(`${language}/`, root)).map((name) => ({ language, name })),
);

function* marksIn(spans: readonly Span[]): Generator<string> {
  for (const span of spans) {
    if (span.type === 'code') yield `code ${span.text}`;
    if (span.type === 'link') yield `link ${span.href}`;
    if (span.type === 'emphasis' || span.type === 'strong') yield span.type;
    if ('spans' in span) yield* marksIn(span.spans);
  }
}

/** What no language changes, whatever the order of its words. */
function fixed(block: Block) {
  const { spans = [], items = null, ...rest } = { spans: [], items: null, ...block };
  const marks = [...marksIn(items?.flat() ?? spans)].sort();
  const phrases = phrasesOf(block)
    .map((go) => JSON.stringify(go, (key, value) => (key === 'line' ? undefined : value)))
    .sort();
  const blockOnly = JSON.parse(
    JSON.stringify(rest, (key, value) => (key === 'line' ? undefined : value)),
  );
  return { ...blockOnly, marks, phrases, items: items?.length ?? null, spans: spans.length > 0 };
}

const structure = ({ figures, blocks }: Lesson) => ({
  figures: figures.map(({ name, show, text }) => ({ name, show, text })),
  blocks: blocks.map(fixed),
});

it('the languages are those that the page speaks', () => {
  const spoken = spokenLanguages.map(([name]) => name as string);
  expect(['en', ...languages].sort()).toEqual(spoken.sort());
});

it('a language has every lesson', () => {
  for (const language of languages)
    expect(readdirSync(new URL(`${language}/`, root)).sort()).toEqual([...english].sort());
});

describe.each(translated)('$language/$name', ({ language, name }) => {
  it('has the structure of the English lesson, and words of its own', () => {
    const original = read(`en/${name}`);
    const { lesson, problems } = read(`${language}/${name}`);
    expect(problems).toEqual([]);
    expect(structure(lesson)).toEqual(structure(original.lesson));
    expect(lesson.goal).not.toBe(original.lesson.goal);
  });
});
