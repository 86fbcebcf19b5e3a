/** How far a lesson is open: as far as the first question that is not answered yet. */
import { type Block, isTask, type Lesson, type Task } from './lesson-types.ts';

export interface NumberedTask {
  readonly task: Task;
  /** Its number among the tasks of the lesson, from 0. */
  readonly number: number;
}

export function tasksOf(lesson: Lesson): NumberedTask[] {
  return lesson.blocks.filter(isTask).map((task, number) => ({ task, number }));
}

export function taskNumber(lesson: Lesson, block: Block): number {
  return lesson.blocks.filter(isTask).indexOf(block as Task);
}

/** The task at which the reader is; null if all are done. */
export function currentTask(lesson: Lesson, done: ReadonlySet<number>): NumberedTask | null {
  return tasksOf(lesson).find(({ number }) => !done.has(number)) ?? null;
}

/** The blocks that can be read: what follows an open question would answer it. */
export function openBlocks(lesson: Lesson, done: ReadonlySet<number>): readonly Block[] {
  const current = currentTask(lesson, done);
  if (!current) return lesson.blocks;
  return lesson.blocks.slice(0, lesson.blocks.indexOf(current.task) + 1);
}
