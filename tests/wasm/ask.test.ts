/**
 * The same questions get the same answers natively and in WebAssembly. The record is that of
 * tests/session/ask_session_test.cc, which asks the same.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Asked } from '../../web/src/engine/ask.ts';
import { anyDifference, type RaceMoment } from '../../web/src/engine/ask-types.ts';
import type { CourseModule } from '../../web/src/engine/types.ts';
import { askMessage } from '../../web/src/messages/ask.ts';
import { needMessages } from '../../web/src/messages/messages.ts';
import { loadBuiltCourse } from './engine.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const records = read('tests/data/ask-answers.txt')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' ') as [string, string]);

let module: CourseModule;
beforeAll(async () => {
  module = await loadBuiltCourse();
  await needMessages('ask');
});

function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

function answers(text: string): string {
  const session = new module.AskSession(text);
  while (session.parse(1000)) {}
  let all = session.history(50);
  const commands = session.startRace(63, 50);
  while (session.recordRace(1000) !== 0) {}
  all += session.raceSeries();
  for (let i = 1; i <= 12; i += 1) {
    const command = Math.floor((commands * i) / 12);
    const second = (i + 1 + Math.floor(i / 6)) % 6;
    all += session.raceAt(command, 120);
    all += session.raceSearch(i % 6, second, command, i % 2 === 0 ? 2 : 0x1e, 500);
    all += session.whyEvent(command - 1, i % 3) + session.whyBlock(command, i % 2, i * 5 - 5);
    all += session.whyObject(command, 0, i * 3 - 3, i) + session.whyNot(command, 0, i - 1, i * 2);
  }
  session.delete();
  return all;
}

describe('questions about a scenario', () => {
  it.each(records)('%s', (name, hash) => {
    expect(hashOf(answers(read(`web/scenarios/${name}.kmem`)))).toBe(hash);
  });

  it('are answered in sentences', async () => {
    const asked = await Asked.open(read('web/scenarios/textbook-21k.kmem'), {}, async () => module);
    const said = asked?.whyBlock({ command: 3, event: 0 }, 0).map(({ text }) => askMessage(text));
    expect(said?.[1]).toBe(
      'Why order 3: 21 KiB need 6 frames, and the next power of two is 8 frames.',
    );
    asked?.startRace([0, 4]);
    const found = await asked?.difference([0, 4], 0, anyDifference);
    expect(askMessage(found?.text ?? { key: '', values: {} })).toContain('First fit grants 21 KiB');
    const moment = asked?.raceAt((found?.command ?? 0) + 1, 400) as RaceMoment;
    expect(moment.contenders.map(({ id }) => id)).toEqual([0, 4]);
    asked?.close();
  });

  it('are asked by the methods of the contract, and no other', () => {
    const contract = read('web/src/engine/types.ts');
    const body = /interface AskSession \{([\s\S]*?)\n\}/.exec(contract)?.[1] ?? '';
    const members = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name ?? '');
    expect(members.length).toBeGreaterThan(10);
    const session = new module.AskSession('');
    const built = Object.getOwnPropertyNames(Object.getPrototypeOf(session));
    const embind = ['constructor'];
    expect(built.filter((name) => !embind.includes(name)).sort()).toEqual(
      members.filter((name) => name !== 'delete').sort(),
    );
    session.delete();
  });

  it('have no answer about a text that is no scenario', async () => {
    expect(await Asked.open('memory 3K', {}, async () => module)).toBeNull();
  });
});
