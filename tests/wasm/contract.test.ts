/** The engine's contract by hand (types.ts), compared with the module that was built. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseTables } from '../../web/src/engine/tables.ts';
import type { EngineModule, ImportModule } from '../../web/src/engine/types.ts';
import { loadBuiltEngine, loadBuiltImporter } from './engine.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Members of an interface as written in types.ts. */
function membersOf(name: string): string[] {
  const body = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(
    read('web/src/engine/types.ts'),
  )?.[1];
  return [...(body ?? '').matchAll(/^ {2}(\w+)[(:]/gm)].map(([, member]) => member ?? '');
}

/** What Embind adds to every class. */
const embind = ['constructor', 'isAliasOf', 'clone', 'delete', 'isDeleted', 'deleteLater'];

/** Methods of a built object, without what Embind adds. */
function methodsOf(object: object): string[] {
  const built = new Set<string>();
  for (let at = Object.getPrototypeOf(object); at !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(at)) built.add(name);
    at = Object.getPrototypeOf(at);
  }
  for (const name of embind) built.delete(name);
  return [...built, 'delete'].sort();
}

let engine: EngineModule;
let importer: ImportModule;
beforeAll(async () => {
  engine = await loadBuiltEngine(() => {});
  importer = await loadBuiltImporter();
});

describe('the modules', () => {
  it('have every method of the contract, and no other', () => {
    const contract = membersOf('EngineSession').sort();
    expect(methodsOf(new engine.Session())).toEqual(contract);
    expect(contract.length).toBeGreaterThan(35);
    expect(methodsOf(new importer.ImportSession())).toEqual(membersOf('ImportSession').sort());
  });

  it('turn a trace into a scenario that opens', () => {
    const session = new importer.ImportSession();
    session.feed('  sh-1 [000] ..... 1.0: kmalloc: call_site=f ptr=ffff888000001000 bytes_req=60 ');
    session.feed('bytes_alloc=64 gfp_flags=GFP_KERNEL\n');
    session.finish();
    let text = '';
    for (let more = session.takeText(1); more !== ''; more = session.takeText(1)) text += more;
    expect(text).toContain('= kmalloc(60)');
    expect(session.report()).toContain('objects allocated');
    const opened = new engine.Session();
    opened.beginOpen(text);
    expect(opened.finishOpen(), opened.diagnostics()).toBe(true);
    opened.delete();
    session.delete();
  });

  it('answers with copies that belong to the caller', () => {
    const session = new engine.Session();
    const arrays = {
      eventEnds: Uint32Array,
      frameStates: Uint8Array,
      areas: Uint32Array,
      ledger: Float64Array,
      counters: Float64Array,
      caches: Uint32Array,
    } as const;
    for (const [name, type] of Object.entries(arrays)) {
      const array = session[name as keyof typeof arrays]();
      expect(array, name).toBeInstanceOf(type);
      expect(array.buffer.byteLength, name).toBe(array.byteLength);
    }
    session.delete();
  });
});

describe('the tables', () => {
  it('are those of event_kinds.h and result.h', () => {
    const tables = parseTables(engine.tables());
    const rows = (path: string) => [...read(path).matchAll(/^ {2}X\((\w+)/gm)].map(([, n]) => n);
    expect(tables.kinds).toEqual(rows('engine/trace/event_kinds.h'));
    expect(tables.errcs).toEqual(rows('engine/base/result.h'));
  });

  it('have a sentence for every kind of event, and a reason for every refusal', () => {
    const tables = parseTables(engine.tables());
    const keys = ['en', 'errors.en']
      .map((name) => read(`web/src/messages/${name}.txt`))
      .join('\n')
      .split('\n')
      .map((line) => line.split('=')[0]?.trim() ?? '');
    for (const kind of tables.kinds) {
      const found = keys.some((key) => key === `event.${kind}` || key.startsWith(`event.${kind}.`));
      expect(found, kind).toBe(true);
    }
    for (const errc of tables.errcs) expect(keys, errc).toContain(`errc.${errc}`);
  });
});

describe('every scenario of the gallery', () => {
  const directory = new URL('web/scenarios/', root);
  const names = readdirSync(directory).filter((name) => name.endsWith('.kmem'));

  it.each(names)('%s parses, and all it expects holds', (name) => {
    const session = new engine.Session();
    session.beginOpen(readFileSync(new URL(name, directory), 'utf8'));
    while (session.continueOpen(64));
    expect(session.finishOpen(), session.diagnostics()).toBe(true);
    while (session.record(1024) > 0);
    session.seek(session.commandCount(), 0);
    expect(session.counters()[9]).toBe(0);
    expect(session.title()).not.toBe('');
    session.delete();
  });
});
