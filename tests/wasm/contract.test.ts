/** The engine's contract by hand (types.ts), compared with the module that was built. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EngineClient } from '../../web/src/engine/client.ts';
import { readLinux } from '../../web/src/engine/linux.ts';
import { needsLinux } from '../../web/src/engine/needs-linux.ts';
import { arrays, sessionOf } from '../../web/src/engine/session.ts';
import { readSnapshot } from '../../web/src/engine/snapshot.ts';
import { parseTables } from '../../web/src/engine/tables.ts';
import type { EngineModule, EngineSession, ImportModule } from '../../web/src/engine/types.ts';
import { loadBuiltEngine, loadBuiltImporter, loadBuiltModule } from './engine.ts';

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

/** What Emscripten adds to every module. */
const emscripten = ['BindingError', 'InternalError', 'UnboundTypeError', 'printErr', 'run'];

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

/** Functions that the bindings gave to a module; Emscripten's own start with _ or dynCall_. */
function functionsOf(module: EngineModule): string[] {
  const added = Object.entries(module).filter(([name, value]) => {
    return typeof value === 'function' && !/^(_|dynCall_)/.test(name) && !emscripten.includes(name);
  });
  return added.map(([name]) => name).sort();
}

let engine: EngineModule;
let withLinux: EngineModule;
let session: EngineSession;
let linuxSession: EngineSession;
let importer: ImportModule;
beforeAll(async () => {
  engine = await loadBuiltModule(() => {});
  withLinux = await loadBuiltModule(() => {}, 'linux');
  session = sessionOf(engine);
  linuxSession = sessionOf(withLinux);
  importer = await loadBuiltImporter();
});

describe('the modules', () => {
  it('have every method of the contract, and no other', () => {
    const contract = [...membersOf('EngineSession'), 'answerBytes'].sort();
    expect(functionsOf(engine)).toEqual(contract);
    expect(contract.length).toBeGreaterThan(35);
    const linux = [...contract, ...membersOf('LinuxMethods')].sort();
    expect(functionsOf(withLinux)).toEqual(linux);
    expect(linux.length).toBeGreaterThan(contract.length + 8);
    expect(methodsOf(new importer.ImportSession())).toEqual(membersOf('ImportSession').sort());
  });

  it('turn a trace into a scenario that opens', () => {
    const trace = new importer.ImportSession();
    trace.feed('  sh-1 [000] ..... 1.0: kmalloc: call_site=f ptr=ffff888000001000 bytes_req=60 ');
    trace.feed('bytes_alloc=64 gfp_flags=GFP_KERNEL\n');
    trace.finish();
    let text = '';
    for (let more = trace.takeText(1); more !== ''; more = trace.takeText(1)) text += more;
    expect(text).toContain('= kmalloc(60)');
    expect(trace.report()).toContain('objects allocated');
    trace.delete();
    session.beginOpen(text);
    expect(session.finishOpen(), session.diagnostics()).toBe(true);
  });

  it('answers with copies that belong to the caller', () => {
    session.beginOpen('memory 64 frames\ndentry = kmem_cache_create("dentry", 192)\n');
    expect(session.finishOpen(), session.diagnostics()).toBe(true);
    session.record(1);
    session.seek(1, 0);
    const numbers = { events: 1, freeList: 2, slabs: 3, slab: 1, block: 1, liveHandles: 1 };
    for (const [name, type] of Object.entries(arrays)) {
      const some = new Array(numbers[name as keyof typeof numbers] ?? 0).fill(0);
      const method = session[name as keyof typeof arrays] as (...args: number[]) => ArrayBufferView;
      const array = method(...some);
      expect(array, name).toBeInstanceOf(type);
      expect(array.buffer.byteLength, name).toBe(array.byteLength);
    }
    const states = session.frameStates();
    expect(states.length).toBe(64);
    expect(session.ledger()[7]).toBe(64 * 4096);
    expect(session.areas().length).toBe(7 * 3);
    session.act('a = alloc_pages(6)\n');
    session.record(1);
    session.seek(2, 0);
    expect(states[0], 'before').not.toBe(session.frameStates()[0]);
  });
});

describe('a profile of Linux', () => {
  const script = 'profile linux-6.1\nmemory 64M\na = alloc_pages(0, type=movable)\n';

  it('is unknown to the small module, which says so', () => {
    session.beginOpen(script);
    expect(session.finishOpen()).toBe(false);
    expect(session.diagnostics()).toContain('unknown_profile');
  });

  it('gives snapshots whose parts agree', () => {
    linuxSession.beginOpen(script);
    expect(linuxSession.finishOpen(), linuxSession.diagnostics()).toBe(true);
    linuxSession.record(1);
    linuxSession.seek(1, 0);
    const snapshot = readSnapshot(linuxSession, readLinux);
    const { linux, states, ledger } = snapshot;
    if (!linux) throw new Error('no part for Linux');
    expect(linux.zones.map(({ name }) => name)).toEqual(['DMA', 'DMA32']);
    expect(linux.zonelist).toEqual([1, 0]);
    const pages = new Array<number>(8).fill(0);
    for (let pfn = 0; pfn < snapshot.frames; ) {
      const [kind, order] = [(states[pfn] ?? 0) >> 5, (states[pfn] ?? 0) & 31];
      expect(kind, `frame ${pfn}`).not.toBe(0);
      pages[kind] = (pages[kind] ?? 0) + 2 ** order;
      pfn += 2 ** order;
    }
    const { percpuPages, freePages, reservedPages, payload, total } = ledger;
    expect([pages[1], pages[2], pages[5], pages[7]]).toEqual(
      [freePages, payload, percpuPages, reservedPages].map((bytes) => bytes / 4096),
    );
    expect(freePages + payload + percpuPages + reservedPages).toBe(total);
    const dma32 = linux.zones[1];
    expect(dma32?.free).toBeGreaterThan(dma32?.low ?? 0);
    expect(dma32?.pcp.count).toBe(percpuPages / 4096);
    const listed = linux.zones.flatMap(({ areas }) =>
      areas.flatMap((types, order) => types.map(({ nrFree }) => nrFree * 2 ** order)),
    );
    expect(listed.reduce((sum, n) => sum + n, 0)).toBe(freePages / 4096);
    expect(linux.types[snapshot.handles[0]?.pfn ?? 0]).toBe(1);
  });

  it('is loaded when a scenario asks for it', async () => {
    expect(needsLinux(script)).toBe(true);
    expect(needsLinux('# profile linux-6.1\nmemory 64M\n')).toBe(false);
    const client = await EngineClient.start(loadBuiltEngine);
    expect(await client.open('memory 64K')).toEqual([]);
    expect(await client.open(script)).toEqual([]);
    expect(client.snapshot().linux?.profile).toBe('linux-6.1');
    expect(client.procText('pagetypeinfo')).toContain('Free pages count per migrate type');
    expect(await client.open('memory 64K\na = alloc_pages(0)')).toEqual([]);
    expect(client.snapshot().linux).toBeUndefined();
  });
});

describe('the tables', () => {
  it('are those of event_kinds.h and result.h', () => {
    const tables = parseTables(linuxSession.tables());
    const rows = (path: string) => [...read(path).matchAll(/^ {2}X\((\w+)/gm)].map(([, n]) => n);
    expect(tables.kinds).toEqual(rows('engine/trace/event_kinds.h'));
    expect(tables.errcs).toEqual(rows('engine/base/result.h'));
  });

  it('of the small module leave only the kinds of Linux without a name', () => {
    const all = parseTables(linuxSession.tables());
    const small = parseTables(session.tables());
    expect(small.errcs).toEqual(all.errcs);
    expect(small.kinds).toHaveLength(all.kinds.length);
    for (const [number, kind] of small.kinds.entries())
      if (kind !== '') expect(kind).toBe(all.kinds[number]);
    const unnamed = all.kinds.filter((_, number) => small.kinds[number] === '');
    expect(unnamed).toContain('cpu_alloc');
    expect(unnamed).toContain('pcp_take');
    expect(small.kinds.filter((kind) => kind !== '')).toEqual(
      expect.arrayContaining(['alloc_pages', 'slab_moved', 'expect_failed']),
    );
  });

  it('have a sentence for every kind of event, and a reason for every refusal', () => {
    const tables = parseTables(linuxSession.tables());
    const keys = ['en', 'errors.en', 'linux.en']
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
    const text = readFileSync(new URL(name, directory), 'utf8');
    const opened = needsLinux(text) ? linuxSession : session;
    opened.beginOpen(text);
    while (opened.continueOpen(64));
    expect(opened.finishOpen(), opened.diagnostics()).toBe(true);
    while (opened.record(1024) > 0);
    opened.seek(opened.commandCount(), 0);
    expect(opened.counters()[9]).toBe(0);
    expect(opened.title()).not.toBe('');
  });
});
