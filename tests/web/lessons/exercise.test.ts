/** The learner as the allocator: every script can be an exercise, and every mistake has a reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  dueMove,
  type Exercise,
  isFinished,
  makeMove,
  mistakesOf,
  positionAfterMove,
  positionBefore,
  scoreOf,
  startExercise,
} from '../../../web/src/lessons/exercise.ts';
import { moveNames, movesBeside } from '../../../web/src/lessons/moves.ts';
import { reasonFor } from '../../../web/src/lessons/reasons.ts';
import { type EngineScript, mustRun } from './engine-scripts.ts';

const scenarios = new URL('../../../web/scenarios/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, scenarios), 'utf8');

const splitting = 'memory 256K\na = alloc_pages(bytes=21K)\nfree_pages(a)\n';

function exerciseOf(script: EngineScript, first = 0, last = script.commands - 1): Exercise {
  const commands = [];
  for (let command = first; command <= last; command += 1) {
    commands.push({ command, events: script.eventsOf(command) });
  }
  return startExercise(commands, 'each');
}

describe('the 21 KiB request', () => {
  it('is made of the moves of the algorithm', async () => {
    const exercise = exerciseOf(await mustRun(splitting));
    expect(exercise.moves.map(({ name, value }) => `${name} ${value}`)).toEqual([
      ...['round_up 3', 'look 3', 'look 4', 'look 5', 'look 6', 'take 0'],
      ...['split -1', 'split -1', 'split -1', 'hand_out -1'],
      ...['buddy 8', 'merge -1', 'buddy 16', 'merge -1', 'buddy 32', 'merge -1', 'stop -1'],
    ]);
  });

  it('goes on after a right move, and stays after a wrong one', async () => {
    let exercise = exerciseOf(await mustRun(splitting));
    exercise = makeMove(exercise, { name: 'round_up', value: 2 });
    expect(exercise.done).toBe(0);
    exercise = makeMove(exercise, { name: 'round_up', value: 3 });
    expect(exercise.done).toBe(1);
    exercise = makeMove(exercise, null);
    expect(exercise.done).toBe(2);
    expect(scoreOf(exercise)).toEqual({ moves: 17, right: 0, shown: 1 });
  });

  it('graded at the end, is put right silently and told afterwards', async () => {
    const script = await mustRun(splitting);
    let exercise: Exercise = { ...exerciseOf(script), grading: 'end' };
    exercise = makeMove(exercise, { name: 'split', value: -1 });
    while (!isFinished(exercise)) exercise = makeMove(exercise, dueMove(exercise));
    expect(scoreOf(exercise)).toEqual({ moves: 17, right: 16, shown: 0 });
    expect(mistakesOf(exercise).map(({ due, given }) => [due.name, given?.name])).toEqual([
      ['round_up', 'split'],
    ]);
    expect(makeMove(exercise, null)).toBe(exercise);
  });
});

const reasons = async (text: string, moves: number, given: [string, number]) => {
  const script = await mustRun(text);
  let exercise = exerciseOf(script);
  for (let i = 0; i < moves; i += 1) exercise = makeMove(exercise, null);
  const due = dueMove(exercise);
  if (!due) throw new Error('no move is due');
  const position = positionBefore(due);
  const name = moveNames.find((known) => known === given[0]);
  if (!name) throw new Error(given[0]);
  const moment = {
    snapshot: script.snapshotAt(position),
    slabs: script.slabsAt(position),
    events: script.eventsOf(due.command),
  };
  return reasonFor(due, { name, value: given[1] }, moment);
};

const pairs = `memory 16 frames
a = alloc_pages(0); b = alloc_pages(0); c = alloc_pages(0); d = alloc_pages(0)
free_pages(b); free_pages(c); e = alloc_pages(0)`;
const objects = `memory 16 frames
box = kmem_cache_create("box", 1000)
o[1..3] = kmem_cache_alloc(box); kmem_cache_free(box, o[1])`;

it.each([
  [splitting, 0, ['round_up', 2], 'round_up.small', { frames: 6, size: 4 }],
  [splitting, 0, ['round_up', 4], 'round_up.large', { frames: 6, size: 16 }],
  [splitting, 1, ['look', 2], 'look.too_low', { order: 3 }],
  [splitting, 1, ['look', 6], 'look.too_high', { order: 3 }],
  [splitting, 2, ['look', 3], 'look.again', { order: 4 }],
  [splitting, 2, ['take', 0], 'look.nothing', { order: 3 }],
  [splitting, 2, ['refuse', -1], 'look.refuse', {}],
  [splitting, 5, ['take', 8], 'take.not_free', {}],
  [splitting, 5, ['refuse', -1], 'take.refuse', { order: 6 }],
  [splitting, 6, ['hand_out', -1], 'split.hand_out', { order: 6, wanted: 3 }],
  [splitting, 9, ['split', -1], 'hand_out.split', { wanted: 3 }],
  [splitting, 10, ['merge', -1], 'buddy.merge', { pfn: 0 }],
  [splitting, 11, ['stop', -1], 'merge.stop', { order: 3 }],
  [splitting, 16, ['merge', -1], 'stop.top_order', { order: 6 }],
  [pairs, 27, ['take', 1], 'take.not_head', { pfn: 2 }],
  [pairs, 27, ['take', 0], 'take.not_free', {}],
  [pairs, 27, ['take', 4], 'take.other_order', {}],
  [pairs, 24, ['buddy', 1], 'buddy.neighbour', { pfn: 2, order: 0 }],
  [pairs, 25, ['merge', -1], 'stop.in_use', {}],
  [objects, 0, ['grow', -1], 'look_partial.grow', {}],
  [objects, 14, ['object', 9], 'object.none', {}],
  [objects, 17, ['object', 0], 'object.in_use', {}],
  [objects, 17, ['object', 3], 'object.not_first', {}],
  [objects, 15, ['move_slab', 0], 'move_slab.partial', { used: 1, objects: 4 }],
] as const)(
  'a mistake gets the reason that fits it: %#',
  async (text, moves, given, key, values) => {
    const reason = await reasons(text, moves, [given[0], given[1]]);
    expect(reason?.key).toBe(`move.wrong.${key}`);
    expect(reason?.values).toMatchObject(values);
  },
);

const playable = readdirSync(scenarios).filter(
  (name) => name.endsWith('.kmem') && !/boot|churn/.test(name),
);

describe.each(playable)('%s', (name) => {
  it('can be played by its own moves; every other move offered is wrong, with a reason', async () => {
    const script = await mustRun(read(name));
    let exercise = exerciseOf(script, 0, Math.min(script.commands - 1, 60));
    for (let due = dueMove(exercise); due; due = dueMove(exercise)) {
      const events = script.eventsOf(due.command);
      const moment = { snapshot: script.snapshotAt(positionBefore(due)), slabs: new Map(), events };
      expect(reasonFor(due, due, moment)).toBeNull();
      for (const other of movesBeside(due.name)) {
        if (other === due.name) continue;
        expect(reasonFor(due, { name: other, value: -1 }, moment)?.key).toMatch(/^move\.wrong\./);
      }
      const after = positionAfterMove(due, events.length);
      expect(after.command * 1000 + after.event).toBeGreaterThan(0);
      exercise = makeMove(exercise, due);
    }
    expect(scoreOf(exercise).right).toBe(exercise.moves.length);
  });
});
