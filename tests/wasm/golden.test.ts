/**
 * The same commands give the same events, bit for bit, natively and in WebAssembly; and the page
 * says of each event word for word what the command-line tool says. The records are the tool's, in
 * tests/golden.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../web/src/engine/client.ts';
import { makeScene } from '../../web/src/session/scene.ts';
import { loadBuiltEngine } from './engine.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const names = readdirSync(new URL('tests/golden/', root))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace('.txt', ''));

/** FNV-1a of every event as eight bytes, lowest first: the tool's --hash. */
class EventHash {
  private hash = 0xcbf29ce484222325n;

  add(words: Uint32Array): void {
    for (const byte of new Uint8Array(words.buffer)) {
      this.hash = BigInt.asUintN(64, (this.hash ^ BigInt(byte)) * 0x100000001b3n);
    }
  }

  toString(): string {
    return this.hash.toString(16).padStart(16, '0');
  }
}

const oneSpace = (text: string) => text.replace(/\s+/g, ' ');

let client: EngineClient;
beforeAll(async () => {
  client = await EngineClient.start(loadBuiltEngine);
});

async function open(name: string): Promise<Uint32Array> {
  expect(await client.open(read(`web/scenarios/${name}.kmem`))).toEqual([]);
  await client.record();
  return client.eventEnds();
}

describe.each(names)('%s', (name) => {
  const golden = read(`tests/golden/${name}.txt`);

  it('gives the recorded events', async () => {
    const ends = await open(name);
    const hash = new EventHash();
    for (let command = 0; command < ends.length; command += 1) {
      for (const event of client.events(command)) {
        const kind = client.tables.kinds.indexOf(event.kind);
        hash.add(Uint32Array.of(kind | (event.order << 8) | (event.small << 16), event.main));
      }
    }
    const first = `events ${ends.at(-1)}, hash ${hash}`;
    expect(first).toBe(golden.slice(0, golden.indexOf('\n')));
  });

  it('is told in the recorded words', async () => {
    const ends = await open(name);
    const told = oneSpace(golden);
    if (!golden.includes('\n  line  event')) return; // long runs are recorded by their hash alone
    let number = 0;
    let at = 0;
    for (let command = 0; command < ends.length; command += 1) {
      client.seek({ command: command + 1, event: 0 });
      const { rows } = makeScene(client, ends);
      for (const { text } of rows.filter(({ state }) => state !== 'next')) {
        number += 1;
        const said = oneSpace(` ${number} ${text} `);
        const next = told.indexOf(said, at);
        expect(next, `${said}, after “${told.slice(at, at + 80)}”`).toBeGreaterThan(-1);
        at = next + said.length - 1;
      }
    }
    expect(number).toBe(ends.at(-1));
  });
});

it('there are records', () => {
  expect(names.length).toBeGreaterThanOrEqual(8);
});
