/** The questions of the lessons, asked of the engine: answered by it, and not given away before. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CourseGrade, CourseQuestion } from '../../../web/src/engine/course-types.ts';
import type { CourseModule } from '../../../web/src/engine/types.ts';
import type { Ask } from '../../../web/src/lessons/lesson-types.ts';
import {
  answeredAt,
  commandOf,
  comparePositions,
  limitOf,
} from '../../../web/src/lessons/limit.ts';
import { parseLesson } from '../../../web/src/lessons/parse.ts';
import { loadBuiltCourse } from '../../wasm/engine.ts';
import { type EngineScript, mustRun } from './engine-scripts.ts';

const root = new URL('../../../web/lessons/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const names = readdirSync(new URL('en/', root)).sort();

let course: CourseModule;
beforeAll(async () => {
  course = await loadBuiltCourse();
});

function question(script: EngineScript, ask: Ask): CourseQuestion {
  const asked = JSON.parse(course.question(script.text, commandOf(ask, script), ask.kind));
  expect(asked).toHaveProperty('answer');
  return asked as CourseQuestion;
}

describe.each(names)('%s', (name) => {
  const { lesson } = parseLesson(read(`en/${name}`));
  const asks = lesson.blocks.filter((block) => block.type === 'ask');

  it.each(asks)('$kind: right is right, every other choice is wrong with a reason', async (ask) => {
    const script = await mustRun(read(`figures/${ask.figure}.kmem`));
    const asked = question(script, ask);
    const grade = (answer: string) =>
      JSON.parse(course.grade(script.text, asked.command, ask.kind, answer)) as CourseGrade;
    expect(grade(asked.answer).verdict).toBe('right');
    const others = asked.choices.filter(({ answer }) => answer !== asked.answer);
    expect(others.length).toBeGreaterThan(0);
    for (const { answer } of others)
      expect(grade(answer), answer).toMatchObject({ verdict: 'wrong' });
  });

  it.each(asks)('$kind is not given away by what stands above it', async (ask) => {
    const script = await mustRun(read(`figures/${ask.figure}.kmem`));
    const { command, shownBy } = question(script, ask);
    const limit = limitOf(ask, lesson, script, (other) => question(script, other).shownBy);
    // Where no event shows the answer, as for a buddy that is never looked at, none can tell it.
    if (shownBy.length === 0) return;
    expect(comparePositions(limit, answeredAt(command, shownBy, script))).toBeLessThan(0);
  });
});
