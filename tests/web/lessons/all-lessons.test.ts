/** Every lesson that comes with the page: it reads, its figures run, all it speaks of is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkLesson, type Figures, phrasesOf } from '../../../web/src/lessons/check.ts';
import { plainText } from '../../../web/src/lessons/inline.ts';
import { isTask, type Lesson } from '../../../web/src/lessons/lesson-types.ts';
import { parseLesson } from '../../../web/src/lessons/parse.ts';
import { runScript } from './engine-scripts.ts';
import { questionKinds } from './question-kinds.ts';

const root = new URL('../../../web/lessons/', import.meta.url);
const names = readdirSync(new URL('en/', root)).sort();
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

async function figuresOf(lesson: Lesson): Promise<Figures> {
  const scripts = lesson.figures.map(async ({ name, text }) => {
    return [name, await runScript(text ?? read(`figures/${name}.kmem`))] as const;
  });
  return new Map(await Promise.all(scripts));
}

it('there are fourteen, in order', () => {
  expect(names.map((name) => Number(name.slice(0, 2)))).toEqual(
    Array.from({ length: 14 }, (_, i) => i + 1),
  );
});

describe.each(names)('%s', (name) => {
  const { lesson, problems } = parseLesson(read(`en/${name}`));

  it('reads without a problem, and everything it speaks of is in its figures', async () => {
    expect(problems).toEqual([]);
    expect(checkLesson(lesson, await figuresOf(lesson), questionKinds)).toEqual([]);
  });

  it('has phrases that move the figure, two to four questions, and ends with something to do', () => {
    expect(lesson.blocks.flatMap(phrasesOf).length).toBeGreaterThanOrEqual(4);
    const asks = lesson.blocks.filter((block) => block.type === 'ask');
    expect(asks.length).toBeGreaterThanOrEqual(2);
    expect(asks.length).toBeLessThanOrEqual(4);
    expect(new Set(asks.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(2);
    const last = lesson.blocks.at(-1);
    expect(last && isTask(last) && last.type !== 'ask').toBe(true);
  });

  it('is short', () => {
    const words = lesson.blocks
      .flatMap((block) =>
        block.type === 'list' ? block.items : 'spans' in block ? [block.spans] : [],
      )
      .map(plainText)
      .join(' ')
      .split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(90);
    expect(words).toBeLessThanOrEqual(200);
  });
});
