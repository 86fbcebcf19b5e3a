/** Machines with zones, out of recordings of a real kernel: tests/data/buddy. */
import {
  type FrameRun,
  type LinuxSnapshot,
  type LinuxZone,
  MigrateType,
  type PcpList,
  type TypedList,
  typeLetters,
} from '../../../web/src/engine/linux-types.ts';
import {
  type EngineEvent,
  FrameKind,
  type Snapshot,
} from '../../../web/src/engine/snapshot-types.ts';
import { makeSnapshot } from './fixture.ts';

const orders = 11;
const pageblock = 512;
const listLimit = 128;

type Fields = Readonly<Record<string, number>>;

const fieldsOf = (words: readonly string[]): Fields =>
  Object.fromEntries(
    words
      .filter((word) => /=-?\d+$/.test(word))
      .map((word) => [word.slice(0, word.indexOf('=')), Number(word.slice(word.indexOf('=') + 1))]),
  );

interface RawZone {
  readonly head: Fields;
  readonly index: number;
  readonly name: string;
  readonly reserve: readonly number[];
  counters: Fields;
  readonly lists: { order: number; type: number; pfns: readonly number[] }[];
  readonly pcp: { list: number; pages: readonly { pfn: number; type: number }[] }[];
  readonly blocks: number[];
}

function rawZone(words: readonly string[]): RawZone {
  const reserve = words.find((word) => word.startsWith('lowmem_reserve=')) ?? '=';
  return {
    head: fieldsOf(words),
    index: Number(words[1]),
    name: words[2] ?? '',
    reserve: reserve
      .slice(reserve.indexOf('=') + 1)
      .split(',')
      .map(Number),
    counters: {},
    lists: [],
    pcp: [],
    blocks: [],
  };
}

const typeOf = (letter: string): number => typeLetters.indexOf(letter);

function readStateLine(zone: RawZone, words: readonly string[]): void {
  const [what = '', first = '', second = ''] = words;
  if (what === 'list') {
    const pfns = words.slice(4).map(Number);
    zone.lists.push({ order: Number(first), type: typeOf(second), pfns });
  } else if (what === 'pcp') {
    const pages = words
      .slice(3)
      .map((page) => ({ pfn: Number.parseInt(page, 10), type: typeOf(page.at(-1) ?? '') }));
    zone.pcp.push({ list: Number(first), pages });
  } else if (what === 'blocks') {
    for (const run of words.slice(2)) {
      for (let n = Number(run.slice(1)); n > 0; n -= 1) zone.blocks.push(typeOf(run[0] ?? ''));
    }
  }
}

/** The zones of one state section of a capture. */
function readZones(text: string, state: string): { zones: RawZone[]; zonelist: number[] } {
  const zones: RawZone[] = [];
  let zonelist: number[] = [];
  let inside = false;
  let at: RawZone | undefined;
  for (const line of text.split('\n')) {
    const words = line.split(' ');
    if (words[0] === 'zone') zones.push(rawZone(words));
    else if (words[0] === 'zonelist') zonelist = words.slice(1).map(Number);
    else if (words[0] === 'state') inside = words[1] === state;
    else if (words[0] === 'end') inside = false;
    else if (inside && words[0] === 'z') {
      at = zones.find(({ index }) => index === Number(words[1]));
      if (at) at.counters = fieldsOf(words);
    } else if (inside && at) readStateLine(at, words);
  }
  return { zones, zonelist };
}

function areasOf(raw: RawZone): TypedList[][] {
  return Array.from({ length: orders }, (_, order) =>
    Array.from({ length: 4 }, (_, type) => {
      const list = raw.lists.find((one) => one.order === order && one.type === type)?.pfns ?? [];
      return { nrFree: list.length, list: list.slice(0, listLimit) };
    }),
  );
}

const pcpOrder = (list: number): number => (list < 12 ? Math.floor(list / 3) : 9);

function pcpListsOf(raw: RawZone): PcpList[] {
  return Array.from({ length: 14 }, (_, list) => {
    const pages = raw.pcp.find((one) => one.list === list)?.pages ?? [];
    const type = list < 12 ? list % 3 : list - 12;
    return { order: pcpOrder(list), type, nr: pages.length, pages: pages.slice(0, listLimit) };
  });
}

function unusableOf(areas: readonly (readonly TypedList[])[]): number[] {
  const free = areas.map((types) => types.reduce((sum, { nrFree }) => sum + nrFree, 0));
  const all = free.reduce((sum, n, order) => sum + n * 2 ** order, 0);
  return free.map((_, order) => {
    const fits = free.slice(order).reduce((sum, n, up) => sum + n * 2 ** (order + up), 0);
    return all === 0 ? 1000 : Math.floor(((all - fits) * 1000) / all);
  });
}

/** Pageblocks without memory, as runs. */
function holesOf(raw: RawZone, start: number, end: number): FrameRun[] {
  const first = start - (start % pageblock);
  const holes: FrameRun[] = [];
  for (const [index, type] of raw.blocks.entries()) {
    if (type !== MigrateType.None) continue;
    const from = Math.max(start, first + index * pageblock);
    const to = Math.min(end, first + (index + 1) * pageblock);
    const last = holes.at(-1);
    if (last?.end === from) holes[holes.length - 1] = { start: last.start, end: to };
    else holes.push({ start: from, end: to });
  }
  return holes;
}

function zoneOf(raw: RawZone): LinuxZone {
  const { head, counters } = raw;
  const start = head.start ?? 0;
  const end = start + (head.spanned ?? 0);
  const areas = areasOf(raw);
  const number = (name: string, from: Fields = head): number => from[name] ?? 0;
  return {
    index: raw.index,
    name: raw.name,
    start,
    end,
    present: number('present'),
    managed: number('managed'),
    holes: holesOf(raw, start, end),
    reserved: [],
    min: number('min'),
    low: number('low'),
    high: number('high'),
    boost: number('boost', counters),
    lowmemReserve: raw.reserve,
    free: number('free', counters),
    diff: number('diff', counters),
    threshold: number('stat_threshold'),
    highatomic: number('highatomic', counters),
    highatomicLimit: Math.floor(number('managed') / 100) + pageblock,
    reclaimActive: false,
    areas,
    pcp: {
      count: number('pcp_count', counters),
      high: number('pcp_high'),
      batch: number('pcp_batch'),
      freeFactor: number('free_factor', counters),
      lists: pcpListsOf(raw),
    },
    blockTypes: Uint8Array.from(raw.blocks),
    unusable: unusableOf(areas),
    extfrag: areas.map(() => -1000),
  };
}

/** Fills what no list has with aligned blocks, so that blocks tile all frames. */
function tile(states: Uint8Array, kindAt: (pfn: number) => number): void {
  for (let pfn = 0; pfn < states.length; ) {
    const state = states[pfn] as number;
    if (state !== 0) {
      pfn += 2 ** (state & 31);
      continue;
    }
    const kind = kindAt(pfn);
    let order = 0;
    const fits = (size: number): boolean => {
      if (pfn % size !== 0 || pfn + size > states.length) return false;
      for (let at = pfn; at < pfn + size; at += 1) {
        if (states[at] !== 0 || kindAt(at) !== kind) return false;
      }
      return true;
    };
    while (order < 10 && fits(2 ** (order + 1))) order += 1;
    states[pfn] = (kind << 5) | order;
    pfn += 2 ** order;
  }
}

/** What a recording says of a state; what is in use before it begins is reserved. */
export function linuxSnapshot(text: string, state = 'before'): Snapshot {
  const { zones: raw, zonelist } = readZones(text, state);
  const zones = raw.map(zoneOf);
  const frames = zones.at(-1)?.end ?? 0;
  const states = new Uint8Array(frames);
  const types = new Uint8Array(frames).fill(255);
  for (const zone of raw) {
    for (const { order, type, pfns } of zone.lists) {
      for (const pfn of pfns) {
        states[pfn] = (FrameKind.Free << 5) | order;
        types[pfn] = type;
      }
    }
    for (const { list, pages } of zone.pcp) {
      for (const { pfn, type } of pages) {
        states[pfn] = (FrameKind.Percpu << 5) | pcpOrder(list);
        types[pfn] = type;
      }
    }
  }
  const inHole = (pfn: number): boolean => {
    const zone = zones.find(({ start, end }) => pfn >= start && pfn < end);
    return !zone || zone.holes.some(({ start, end }) => pfn >= start && pfn < end);
  };
  tile(states, (pfn) => (inHole(pfn) ? FrameKind.Hole : FrameKind.Reserved));
  const plain = makeSnapshot({ frames: 1, blocks: [{ pfn: 0, order: 0, kind: FrameKind.Free }] });
  const linux: LinuxSnapshot = {
    profile: 'linux-6.1',
    mechanisms: { zones: true, mobility: true, percpu: true, watermarks: true },
    cpus: 1,
    pageblockOrder: 9,
    zones,
    zonelist,
    types,
  };
  const areas = Array.from({ length: orders }, (_, order) => {
    const lists = zonelist.flatMap((index) =>
      (zones.find((zone) => zone.index === index)?.areas[order] ?? []).map((area) => area),
    );
    return {
      order,
      nrFree: lists.reduce((sum, { nrFree }) => sum + nrFree, 0),
      list: lists.flatMap(({ list }) => list).slice(0, listLimit),
      unusable: zones[0]?.unusable[order] ?? 0,
    };
  });
  return { ...plain, frames, topOrder: orders - 1, states, areas, linux, listLimit };
}

const event = (kind: string, order: number, small: number, main: number): EngineEvent => ({
  kind,
  order,
  small,
  main,
});

/** Passed over in Normal, and in DMA32 at the low watermark; served from DMA32 at min. */
export const exampleWalk: readonly EngineEvent[] = [
  event('alloc_pages', 0, 0, 4096),
  event('request', 0, 1 | (2 << 4), 0),
  event('walk', 1, 8, 0),
  event('zone_need', 2, 0, 493),
  event('zone_look', 2, 1, 480),
  event('zone_need', 1, 246, 516),
  event('zone_look', 1, 2, 510),
  event('zone_need', 0, 380, 410),
  event('zone_look', 0, 2, 396),
  event('walk', 0, 1, 0),
  event('zone_need', 2, 0, 395),
  event('zone_look', 2, 0, 480),
  event('pcp_look', 0, (2 << 8) | 1, 0),
];
