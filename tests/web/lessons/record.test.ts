/** What was done in the playground, recorded: it runs again, and reads as a lesson. */
import { describe, expect, it } from 'vitest';
import { checkLesson } from '../../../web/src/lessons/check.ts';
import { parseLesson } from '../../../web/src/lessons/parse.ts';
import { captionedScenario, lessonSkeleton } from '../../../web/src/lessons/record.ts';
import { mustRun, runScript } from './engine-scripts.ts';
import { questionKinds } from './question-kinds.ts';

const script = `memory 64K
a = alloc_pages(1)
a = alloc_pages(1)
repeat 2 {
  free_pages(a)
}
b[1..3] = alloc_pages(0)
`;
const captions = new Map([
  [2, 'Two *frames*, "a" \\ in [use]'],
  [3, '  The name\ngoes on. '],
  [5, 'Freed, then refused.'],
  [7, ''],
]);

describe('a scenario with captions', () => {
  it('runs, and tells them before their lines', async () => {
    const ran = await mustRun(captionedScenario(script, captions));
    const told = Array.from({ length: ran.commands }, (_, i) => ran.textOf(i));
    expect(told[0]).toBe('note "Two *frames*, \\"a\\" \\\\ in [use]"');
    expect(told[1]).toBe('a = alloc_pages(1)');
    expect(told[2]).toBe('note "The name goes on."');
    expect(told.filter((text) => text === 'note "Freed, then refused."')).toHaveLength(2);
  });

  it('keeps a caption within what a note may hold', async () => {
    const long = new Map([[2, 'x"'.repeat(400)]]);
    expect(await runScript(captionedScenario(script, long))).toBeTypeOf('object');
  });
});

describe('the skeleton of a lesson', () => {
  const words = { title: 'Recorded', goal: 'See it.', text: 'Write here.' };

  it('has no problem, and a phrase for each caption', async () => {
    const { lesson, problems } = parseLesson(lessonSkeleton(script, captions, words));
    expect(problems).toEqual([]);
    const figure = lesson.figures[0];
    const ran = await mustRun(figure?.text ?? '');
    expect(checkLesson(lesson, new Map([['recorded', ran]]), questionKinds)).toEqual([]);
    const types = lesson.blocks.map(({ type }) => type);
    expect(types).toEqual(['paragraph', 'paragraph', 'paragraph', 'ask', 'perform']);
    expect(lesson.blocks.at(-1)).toMatchObject({ from: { source: 'line-5' } });
  });

  it('is a lesson without captions as well', () => {
    const { problems, lesson } = parseLesson(lessonSkeleton(script, new Map(), words));
    expect(problems).toEqual([]);
    expect(lesson.blocks).toHaveLength(1);
  });
});
