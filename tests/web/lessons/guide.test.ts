/** The guide for authors: its examples are lessons without a problem, and it names what there is. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CourseModule } from '../../../web/src/engine/types.ts';
import { checkLesson } from '../../../web/src/lessons/check.ts';
import { illustrations, parts } from '../../../web/src/lessons/lesson-types.ts';
import { commandOf } from '../../../web/src/lessons/limit.ts';
import { parseLesson } from '../../../web/src/lessons/parse.ts';
import { loadBuiltCourse, loadBuiltEngine } from '../../wasm/engine.ts';
import { runScript } from './engine-scripts.ts';
import { questionKinds } from './question-kinds.ts';

const guide = readFileSync(new URL('../../../web/guide/lessons.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/^````lesson\n(.*?)^````$/gms)].map(([, text = '']) => text);
const scenario = (name: string) =>
  readFileSync(new URL(`../../../web/scenarios/${name}.kmem`, import.meta.url), 'utf8');

it('has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(4);
});

describe.each(examples)('example %#', (text) => {
  const { lesson, problems } = parseLesson(text);

  it('is a lesson without a problem, whose questions can be asked', async () => {
    expect(problems).toEqual([]);
    const figures = new Map(
      await Promise.all(
        lesson.figures.map(
          async ({ name, text: own }) => [name, await runScript(own ?? scenario(name))] as const,
        ),
      ),
    );
    expect(checkLesson(lesson, figures, questionKinds)).toEqual([]);
    const course: CourseModule = await loadBuiltCourse();
    for (const ask of lesson.blocks.filter((block) => block.type === 'ask')) {
      const script = figures.get(ask.figure);
      if (typeof script !== 'object' || !script) throw new Error(ask.figure);
      const asked = course.question(script.text, commandOf(ask, script), ask.kind);
      expect(JSON.parse(asked)).toHaveProperty('answer');
    }
  });
});

it('names every question, part, illustration, and kind of event that a request can have', async () => {
  const named = new Set(
    [...guide.matchAll(/`(?:illustration: )?([a-z_]+)(?:\(3\))?`/g)].map(([, name]) => name),
  );
  const tables = JSON.parse((await loadBuiltEngine(() => {})).tables()) as { events: [string][] };
  const rare = ['pressure', 'cache_destroy', 'free_nothing', 'note', 'expect_met', 'expect_failed'];
  const kinds = tables.events
    .map(([kind]) => kind)
    .filter((kind) => kind !== '' && !rare.includes(kind)); // lessons are about the textbook
  for (const name of [...questionKinds, ...parts, ...illustrations, ...kinds]) {
    expect(named, name).toContain(name);
  }
});
