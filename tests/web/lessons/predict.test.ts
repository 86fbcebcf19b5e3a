/** One question: answered by typing or pointing, hints, mistakes, and how it ends. */
import { describe, expect, it } from 'vitest';
import type { CourseGrade, CourseQuestion } from '../../../web/src/engine/course-types.ts';
import { parseLesson } from '../../../web/src/lessons/parse.ts';
import { pointedLane, pointedMove } from '../../../web/src/lessons/pointed-move.ts';
import {
  distractors,
  pointedAnswer,
  shown,
  startPrediction,
  toggled,
  withDraft,
  withGrade,
  withHint,
} from '../../../web/src/lessons/predict.ts';
import {
  finishedTasks,
  readProgress,
  withEnding,
  writeProgress,
} from '../../../web/src/lessons/progress.ts';
import { currentTask, openBlocks, tasksOf } from '../../../web/src/lessons/reading.ts';
import { mustRun } from './engine-scripts.ts';

const text = (key: string) => ({ key, values: {} });
const question = (form: CourseQuestion['form'], kind = 'which_block'): CourseQuestion => ({
  kind,
  form,
  command: 0,
  line: 1,
  call: 'a = alloc_pages(0)',
  text: text('q'),
  answer: '4',
  answerText: text('a'),
  choices: ['2', '4', '8'].map((answer) => ({ answer, text: text(answer) })),
  hints: [text('1'), text('2'), text('3')],
  because: text('b'),
  steps: [],
  shownBy: [],
});
const wrong: CourseGrade = { verdict: 'wrong', answer: '2', reason: text('why') };
const right: CourseGrade = { verdict: 'right', answer: '4', reason: text('b') };

describe('a prediction', () => {
  it('goes on after mistakes, and ends with the right answer', () => {
    let prediction = startPrediction(question('frame'));
    prediction = withGrade(withDraft(prediction, '2'), '2', wrong);
    expect(prediction).toMatchObject({ tries: 1, ending: null, wrong: { answer: '2' } });
    prediction = withGrade(prediction, 'x', { verdict: 'unreadable', at: 0, reason: text('r') });
    expect(prediction).toMatchObject({ tries: 1, wrong: { unreadable: true } });
    prediction = withGrade(prediction, '4', right);
    expect(prediction).toMatchObject({ ending: 'right', wrong: null });
    expect(withGrade(prediction, '2', wrong)).toBe(prediction);
    expect(withDraft(prediction, '9')).toBe(prediction);
    expect(shown(prediction)).toBe(prediction);
  });

  it('gives three hints, and no more', () => {
    let prediction = startPrediction(question('frame'));
    for (let i = 0; i < 5; i += 1) prediction = withHint(prediction);
    expect(prediction.hints).toBe(3);
    expect(shown(prediction).ending).toBe('shown');
    expect(distractors(prediction).map(({ answer }) => answer)).toEqual(['2', '8']);
  });
});

const script =
  'memory 64K\na = alloc_pages(1)\nbox = kmem_cache_create("box", 1000)\no = kmem_cache_alloc(box)\n';

describe('pointing at the picture', () => {
  const block = (pfn: number) => ({ type: 'block', pfn }) as const;
  const object = { type: 'object', pfn: 2, index: 3 } as const;

  it.each([
    ['frame', block(5), '4'],
    ['frame', { type: 'order', order: 3 }, null],
    ['order', { type: 'order', order: 3 }, '3'],
    ['order', block(1), '1'],
    ['slab', block(2), '2'],
    ['slab', object, '2'],
    ['frames', block(8), '8'],
    ['choice', block(8), null],
    ['frame', { type: 'cache', cache: 1 }, null],
  ] as const)('answers %s', async (form, selection, answer) => {
    const snapshot = (await mustRun(script)).snapshotAt({ command: 3, event: 0 });
    const prediction = startPrediction(question(form));
    expect(pointedAnswer(prediction, selection, snapshot)).toBe(answer);
  });

  it('at an object gives its index where that is asked for', async () => {
    const snapshot = (await mustRun(script)).snapshotAt({ command: 3, event: 0 });
    const asked = startPrediction(question('number', 'object_index'));
    expect(pointedAnswer(asked, object, snapshot)).toBe('3');
    expect(pointedAnswer(startPrediction(question('number')), object, snapshot)).toBeNull();
  });

  it('builds a list, block by block', () => {
    expect(toggled('', 8)).toBe('8');
    expect(toggled('8', 4)).toBe('8, 4');
    expect(toggled('8, 4', 8)).toBe('4');
    expect(toggled('4', 4)).toBe('empty');
  });

  it('makes the move that fits what is due', async () => {
    const snapshot = (await mustRun(script)).snapshotAt({ command: 3, event: 0 });
    const move = (
      name: 'look' | 'round_up' | 'take' | 'buddy' | 'object' | 'look_partial' | 'reap',
    ) => ({
      name,
      value: 0,
    });
    const order = { type: 'order', order: 2 } as const;
    expect(pointedMove(move('look'), order, snapshot)).toEqual({ name: 'look', value: 2 });
    expect(pointedMove(move('round_up'), order, snapshot)).toEqual({ name: 'round_up', value: 2 });
    expect(pointedMove(move('take'), block(6), snapshot)).toEqual({ name: 'take', value: 4 });
    expect(pointedMove(move('buddy'), block(1), snapshot)).toEqual({ name: 'buddy', value: 0 });
    expect(pointedMove(move('object'), object, snapshot)).toEqual({ name: 'object', value: 3 });
    expect(pointedMove(move('reap'), block(2), snapshot)).toEqual({ name: 'reap', value: 2 });
    expect(pointedMove(move('look_partial'), block(2), snapshot)).toEqual({
      name: 'look_partial',
      value: -1,
    });
    expect(pointedMove(move('buddy'), order, snapshot)).toBeNull();
    expect(pointedLane(move('look_partial'), 2)).toEqual({ name: 'look_empty', value: -1 });
    expect(pointedLane(move('look_partial'), 0)).toBeNull();
    expect(pointedLane(move('reap'), 1)).toEqual({ name: 'move_slab', value: 1 });
    expect(pointedLane(move('take'), 1)).toBeNull();
  });
});

describe('progress', () => {
  it('survives being kept, and anything that is not progress', () => {
    const progress = withEnding(withEnding({}, 'splitting', 0, 'shown'), 'splitting', 1, 'right');
    expect(readProgress(writeProgress(progress))).toEqual(progress);
    for (const bad of [null, '', 'x', '[]', '{"version":2}', '{"version":1,"lessons":3}']) {
      expect(readProgress(bad)).toEqual({});
    }
    const odd = {
      version: 1,
      lessons: { '__proto__ x': {}, a: { 1: 'right', x: 'right', 2: 'no' } },
    };
    expect(readProgress(JSON.stringify(odd))).toEqual({ a: { 1: 'right' } });
  });

  it('keeps a right answer, and counts what a lesson has', () => {
    const right = withEnding({}, 'a', 0, 'right');
    expect(withEnding(right, 'a', 0, 'shown')).toBe(right);
    expect(withEnding(withEnding({}, 'a', 0, 'shown'), 'a', 0, 'right')).toEqual(right);
    expect(finishedTasks(withEnding(right, 'a', 7, 'right'), 'a', 3)).toBe(1);
    expect(finishedTasks({}, 'a', 3)).toBe(0);
  });
});

it('a lesson is open as far as its first open task', () => {
  const { lesson } = parseLesson(
    'title: t\ngoal: g\n\nOne.\n\nfigure: f\n\nask: which_block at a\n\nTwo.\n\ndo: perform a\n\nThree.\n',
  );
  expect(tasksOf(lesson).map(({ number }) => number)).toEqual([0, 1]);
  expect(openBlocks(lesson, new Set())).toHaveLength(2);
  expect(openBlocks(lesson, new Set([0]))).toHaveLength(4);
  expect(openBlocks(lesson, new Set([0, 1]))).toHaveLength(5);
  expect(currentTask(lesson, new Set([0]))?.number).toBe(1);
  expect(currentTask(lesson, new Set([0, 1]))).toBeNull();
});
