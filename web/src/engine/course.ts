/**
 * Questions, grades and problem sheets from the engine, in a module of its own that is loaded with
 * the first of them. Nothing is kept between calls: a scenario's text goes in.
 */
import { needMessages } from '../messages/messages.ts';
import type {
  CourseError,
  CourseGrade,
  CourseQuestion,
  CourseSheet,
  SheetTopic,
} from './course-types.ts';
import { loadCourse } from './load.ts';
import type { CourseModule } from './types.ts';

let loaded: Promise<CourseModule> | null = null;

/** The module; a failed load is tried again by the next call. */
function course(): Promise<CourseModule> {
  loaded ??= Promise.all([loadCourse(), needMessages('course')])
    .then(([module]) => module)
    .catch((error: unknown) => {
      loaded = null;
      throw error;
    });
  return loaded;
}

async function ask<T>(call: (module: CourseModule) => string): Promise<T | CourseError> {
  return JSON.parse(call(await course())) as T | CourseError;
}

/**
 * The question of a kind about one command of a script, such as `which_block` or
 * `free_list_after(3)`. The kinds: engine/course/question_kinds.h.
 */
export function askQuestion(script: string, command: number, kind: string) {
  return ask<CourseQuestion>((module) => module.question(script, command, kind));
}

/** What an answer as a person types it, or as a choice has it, comes to. */
export function gradeAnswer(script: string, command: number, kind: string, answer: string) {
  return ask<CourseGrade>((module) => module.grade(script, command, kind, answer));
}

/** A problem sheet: `seed` from 0 to 2^32 - 1, `level` 1 to 3, `count` 1 to 100. */
export function makeSheet(seed: number, topic: SheetTopic, level: number, count: number) {
  return ask<CourseSheet>((module) => module.sheet(seed, topic, level, count));
}

/** The kinds of questions there are, without their parameters. */
export async function questionKinds(): Promise<readonly string[]> {
  const kinds = JSON.parse((await course()).kinds()) as readonly { readonly kind: string }[];
  return kinds.map(({ kind }) => kind.replace(/\(.*/, ''));
}

export function isCourseError(value: object): value is CourseError {
  return 'error' in value;
}
