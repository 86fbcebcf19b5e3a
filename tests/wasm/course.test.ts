/**
 * The course in WebAssembly: the contract of types.ts, the problem sheets that the native build
 * recorded in tests/course/golden, and the page's words for them, which are the tool's.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  CourseError,
  CourseGrade,
  CourseQuestion,
  CourseSheet,
  CourseText,
} from '../../web/src/engine/course-types.ts';
import type { CourseModule } from '../../web/src/engine/types.ts';
import { courseMessage } from '../../web/src/messages/course.ts';
import { needMessages } from '../../web/src/messages/messages.ts';
import { loadBuiltCourse } from './engine.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

let module: CourseModule;
beforeAll(async () => {
  module = await loadBuiltCourse();
  await needMessages('course');
});

const script = 'memory 256K\na = alloc_pages(bytes=21K)\nfree_pages(a)\n';
const ask = (command: number, kind: string) =>
  JSON.parse(module.question(script, command, kind)) as CourseQuestion & CourseError;
const grade = (command: number, kind: string, answer: string) =>
  JSON.parse(module.grade(script, command, kind, answer)) as CourseGrade;

/** FNV-1a of the UTF-8 bytes, as tests/course/sheet_test.cc has it. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

describe('the module', () => {
  it('has every function of the contract', () => {
    const body = /interface CourseModule \{([\s\S]*?)\n\}/.exec(
      read('web/src/engine/types.ts'),
    )?.[1];
    const members = [...(body ?? '').matchAll(/^ {2}(\w+)[(:]/gm)].map(([, name]) => name ?? '');
    expect(members).toContain('sheet');
    for (const name of members) {
      expect(typeof module[name as keyof CourseModule], name).toBe('function');
    }
  });

  it('knows the kinds of question_kinds.h', () => {
    const kinds = JSON.parse(module.kinds()) as { kind: string; form: string }[];
    const rows = read('engine/course/question_kinds.h').matchAll(/^ {2}X\((\w+), (\w+)\)/gm);
    expect(kinds).toEqual([...rows].map(([, kind, form]) => ({ kind, form })));
    expect(kinds.length).toBeGreaterThan(15);
  });
});

describe('a question', () => {
  it('has all that course-types.ts says', () => {
    const question = ask(0, 'which_block');
    expect(Object.keys(question).sort()).toEqual([
      'answer',
      'answerText',
      'because',
      'call',
      'choices',
      'command',
      'form',
      'hints',
      'kind',
      'line',
      'shownBy',
      'steps',
      'text',
    ]);
    expect(question.hints).toHaveLength(3);
    expect(question.steps).toHaveLength(question.shownBy.length);
    expect(courseMessage(question.text)).toContain('a = alloc_pages(bytes=21K)');
  });

  it('is graded, with the reason that fits', () => {
    expect(grade(0, 'which_block', '0').verdict).toBe('right');
    const high = grade(0, 'which_block', 'frame 56');
    expect(high.reason.key).toBe('course.wrong.high_half');
    expect(courseMessage(high.reason)).toContain('Frame 56 is where the upper half ends up');
    const unreadable = grade(0, 'which_block', 'frame “eight”');
    expect(unreadable).toMatchObject({ verdict: 'unreadable', at: 6 });
  });

  it('that makes no sense is an error', () => {
    expect(courseMessage(ask(1, 'which_block').error)).toContain('free_pages(a)');
    expect(courseMessage(ask(9, 'which_block').error)).toContain('no command 9');
  });
});

describe('problem sheets', () => {
  const records = read('tests/course/golden/hashes.txt').trimEnd().split('\n');

  it.each(records)('%s', (record) => {
    const [topic = '', level, seed, hash] = record.split(' ');
    const json = module.sheet(Number(seed), topic, Number(level), 6);
    expect(hashOf(json)).toBe(hash);
  });

  const printed = readdirSync(new URL('tests/course/golden/', root)).filter((name) =>
    /^\w+-\d\.txt$/.test(name),
  );

  // The page has the tool's words: each sentence stands in the printed sheet, in its order.
  it.each(printed)('say what is printed in %s', (name) => {
    const [, topic = '', level] = /^(\w+)-(\d)/.exec(name) ?? [];
    const sheet = JSON.parse(module.sheet(7, topic, Number(level), 4)) as CourseSheet;
    const oneSpace = (text: string) => text.replace(/\s+/g, ' ');
    const told = oneSpace(read(`tests/course/golden/${name}`));
    let at = 0;
    const expectNext = (text: CourseText) => {
      const next = told.indexOf(oneSpace(courseMessage(text)), at);
      expect(next, `${courseMessage(text)} after “${told.slice(at, at + 80)}”`).toBeGreaterThan(-1);
      at = next;
    };
    for (const { title, given, connection, parts } of sheet.problems) {
      for (const text of [title, ...given]) expectNext(text);
      if (connection) expectNext(connection);
      for (const part of parts) expectNext(part.text);
    }
    for (const { question } of sheet.problems.flatMap(({ parts }) => parts)) {
      for (const text of [question.answerText, question.because, ...question.steps]) {
        expectNext(text);
      }
    }
  });

  it('are recorded', () => {
    expect(records.length).toBeGreaterThanOrEqual(60);
    expect(printed.length).toBeGreaterThanOrEqual(5);
  });

  it('of no topic are an error', () => {
    const { error } = JSON.parse(module.sheet(1, 'poems', 1, 1)) as CourseError;
    expect(courseMessage(error)).toContain('poems');
  });
});
