/** The questions that the engine can ask, from its own table. */
import { readFileSync } from 'node:fs';

const table = new URL('../../../engine/course/question_kinds.h', import.meta.url);

export const questionKinds: readonly string[] = [
  ...readFileSync(table, 'utf8').matchAll(/^ {2}X\((\w+), \w+\)/gm),
].map(([, kind = '']) => kind);
