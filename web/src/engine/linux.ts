/** Reads what the profiles of Linux add to a snapshot, in a few calls. */

import {
  type FrameRun,
  type LinuxSnapshot,
  type LinuxZone,
  listedTypes,
  type MigrateType,
  type Pcp,
  type PcpList,
  type TypedList,
} from './linux-types.ts';
import type { LinuxEngineSession } from './types.ts';

const profiles = ['', 'linux-6.1', 'linux-6.1-slab'] as const;
const zoneNames = ['DMA', 'DMA32', 'Normal'];
const zoneWords = 24;
const orders = 11;
const percpuLists = 14;
const mechanismBits = { zones: 1, mobility: 2, percpu: 4, watermarks: 8 };

const signed = (word: number) => word | 0;

/** What a list of rows of different length says, by a key of its first words. */
function* listRows(words: Uint32Array, head: number, each: number) {
  for (let at = 0; at + head <= words.length; ) {
    const shown = words[at + head - 1] ?? 0;
    const end = at + head + shown * each;
    yield { key: words.subarray(at, at + head), items: words.subarray(at + head, end) };
    at = end;
  }
}

type Lists = ReadonlyMap<string, TypedList>;

function readLists(session: LinuxEngineSession, limit: number): Lists {
  const lists = new Map<string, TypedList>();
  for (const { key, items } of listRows(session.linuxLists(limit), 5, 1)) {
    const [zone, order, type, nrFree = 0] = key;
    lists.set(`${zone} ${order} ${type}`, { nrFree, list: [...items] });
  }
  return lists;
}

const none: TypedList = { nrFree: 0, list: [] };

function areasOf(zone: number, lists: Lists): TypedList[][] {
  return Array.from({ length: orders }, (_, order) =>
    Array.from({ length: listedTypes }, (_, type) => lists.get(`${zone} ${order} ${type}`) ?? none),
  );
}

type PcpLists = ReadonlyMap<string, Pick<PcpList, 'nr' | 'pages'>>;

function readPcp(session: LinuxEngineSession, limit: number): PcpLists {
  const lists = new Map<string, Pick<PcpList, 'nr' | 'pages'>>();
  for (const { key, items } of listRows(session.linuxPercpu(limit), 4, 2)) {
    const [zone, list, nr = 0] = key;
    const pages = Array.from({ length: items.length / 2 }, (_, i) => ({
      pfn: items[2 * i] ?? 0,
      type: items[2 * i + 1] as MigrateType,
    }));
    lists.set(`${zone} ${list}`, { nr, pages });
  }
  return lists;
}

function pcpOf(zone: number, word: (column: number) => number, lists: PcpLists): Pcp {
  return {
    count: word(20),
    high: word(21),
    batch: word(22),
    freeFactor: word(23),
    lists: Array.from({ length: percpuLists }, (_, list) => ({
      order: list < 12 ? Math.floor(list / 3) : 9,
      type: (list < 12 ? list % 3 : list - 12) as MigrateType,
      ...(lists.get(`${zone} ${list}`) ?? { nr: 0, pages: [] }),
    })),
  };
}

function runsOf(words: Uint32Array, wanted: number, first: number, end: number): FrameRun[] {
  const runs: FrameRun[] = [];
  for (let at = 0; at + 3 <= words.length; at += 3) {
    const run = { start: words[at + 1] ?? 0, end: words[at + 2] ?? 0 };
    if (words[at] === wanted && run.start >= first && run.start < end) runs.push(run);
  }
  return runs;
}

/** The part of a snapshot that is about Linux, or nothing in another profile. */
export function readLinux(session: LinuxEngineSession, limit: number): LinuxSnapshot | undefined {
  const node = session.linuxNode();
  const profile = profiles[node[0] ?? 0];
  if (!profile) return undefined;
  const zones = session.linuxZones();
  const runs = session.linuxRuns();
  const lists = readLists(session, limit);
  const percpu = readPcp(session, limit);
  const indices = session.linuxIndices();
  const indicesOf = (place: number, which: number) =>
    Array.from({ length: orders }, (_, order) =>
      signed(indices[(place * orders + order) * 2 + which] ?? 0),
    );
  const zoneAt = (place: number): LinuxZone => {
    const word = (column: number) => zones[place * zoneWords + column] ?? 0;
    const index = word(0);
    return {
      index,
      name: zoneNames[index] ?? '',
      start: word(1),
      end: word(2),
      present: word(3),
      managed: word(4),
      holes: runsOf(runs, 0, word(1), word(2)),
      reserved: runsOf(runs, 1, word(1), word(2)),
      min: word(5),
      low: word(6),
      high: word(7),
      boost: word(8),
      lowmemReserve: [9, 10, 11, 12, 13].map(word),
      free: word(14),
      diff: signed(word(15)),
      threshold: word(16),
      highatomic: word(17),
      highatomicLimit: word(18),
      reclaimActive: word(19) !== 0,
      areas: areasOf(index, lists),
      pcp: pcpOf(index, word, percpu),
      blockTypes: Uint8Array.from(session.linuxPageblocks(index)),
      unusable: indicesOf(place, 0),
      extfrag: indicesOf(place, 1),
    };
  };
  const on = (bit: number) => ((node[1] ?? 0) & bit) !== 0;
  return {
    profile,
    mechanisms: {
      zones: on(mechanismBits.zones),
      mobility: on(mechanismBits.mobility),
      percpu: on(mechanismBits.percpu),
      watermarks: on(mechanismBits.watermarks),
    },
    cpus: node[2] ?? 1,
    pageblockOrder: node[3] ?? 9,
    zones: Array.from({ length: Math.floor(zones.length / zoneWords) }, (_, place) =>
      zoneAt(place),
    ),
    zonelist: [...node.subarray(4)],
    types: session.linuxTypes(),
  };
}
