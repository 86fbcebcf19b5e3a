/** Reads everything the page shows of one position out of the engine, in a few calls. */

import {
  type BlockDetail,
  type CacheInfo,
  type Counters,
  FrameKind,
  type FreeArea,
  type Ledger,
  type LiveHandle,
  type SlabDetail,
  type SlabInfo,
  type SlabList,
  type SlotInfo,
  type Snapshot,
} from './snapshot-types.ts';
import type { EngineSession, LinuxEngineSession } from './types.ts';

const listLimit = 128;
const handleLimit = 1024;

const cacheWords = 20;
const areaWords = 3;
const handleWords = 4;
const handleKinds = ['pages', 'object', 'kmalloc'] as const;

/** Free objects: the end of the freelist. Live objects: the top bit is set. */
const freelistEnd = 0x7fff;
const liveBit = 0x8000;

/** Rows of `width` words; reading past the end gives 0. */
function* rows(words: Uint32Array, width: number): Generator<(column: number) => number> {
  for (let start = 0; start + width <= words.length; start += width) {
    yield (column) => words[start + column] ?? 0;
  }
}

function readAreas(session: EngineSession): FreeArea[] {
  return [...rows(session.areas(), areaWords)].map((word, order) => ({
    order,
    nrFree: word(0),
    list: word(0) === 0 ? [] : [...session.freeList(order, listLimit)],
    unusable: word(1),
  }));
}

function readSlabs(session: EngineSession, cache: number, list: SlabList): SlabInfo[] {
  const words = session.slabs(cache, list, listLimit);
  return [...rows(words, 2)].map((word) => ({ pfn: word(0), list, inUse: word(1) }));
}

function readCache(session: EngineSession, word: (column: number) => number): CacheInfo {
  const id = word(0);
  const slabs = (list: SlabList) => (word(8 + list) === 0 ? [] : readSlabs(session, id, list));
  return {
    id,
    name: session.cacheName(id),
    objectSize: word(1),
    size: word(2),
    align: word(3),
    order: word(4),
    objectsPerSlab: word(5),
    tail: word(6),
    hasCtor: word(7) === 1,
    counts: [word(8), word(9), word(10)],
    objectsInUse: word(11),
    allocs: word(12),
    frees: word(13),
    grown: word(14),
    reaped: word(15),
    ctorRuns: word(16),
    ctorSaved: word(17),
    isKmalloc: word(18) === 1,
    slabs: [slabs(0), slabs(1), slabs(2)],
  };
}

function readLedger(session: EngineSession): Ledger {
  const row = session.ledger();
  const at = (index: number) => row[index] ?? 0;
  return {
    payload: at(0),
    blockRounding: at(1),
    objectRounding: at(2),
    slabTails: at(3),
    freeObjects: at(4),
    emptySlabs: at(5),
    freePages: at(6),
    percpuPages: at(8),
    reservedPages: at(9),
    total: at(7),
  };
}

function readCounters(session: EngineSession): Counters {
  const row = session.counters();
  const at = (index: number) => row[index] ?? 0;
  return {
    listLooks: at(0),
    splits: at(1),
    merges: at(2),
    slabsGrown: at(3),
    slabsReaped: at(4),
    ctorRuns: at(5),
    ctorSaved: at(6),
    failures: at(7),
    lastErrc: at(8),
    expectationsFailed: at(9),
  };
}

function readHandles(session: EngineSession): LiveHandle[] {
  return [...rows(session.liveHandles(handleLimit), handleWords)].map((word) => ({
    handle: word(0),
    name: session.handleName(word(0)),
    pfn: word(1),
    offset: word(2),
    kind: handleKinds[word(3)] ?? 'pages',
  }));
}

/** Reads the part about Linux (`linux.ts`), which comes with the module that has it. */
export type ReadLinux = typeof import('./linux.ts').readLinux;

export function readSnapshot(session: EngineSession, readLinux?: ReadLinux): Snapshot {
  const linux = readLinux?.(session as LinuxEngineSession, listLimit);
  return {
    ...(linux ? { linux } : {}),
    position: { command: session.positionCommand(), event: session.positionEvent() },
    frames: session.frames(),
    pageSize: session.pageSize(),
    topOrder: session.topOrder(),
    states: session.frameStates(),
    areas: readAreas(session),
    caches: [...rows(session.caches(), cacheWords)].map((word) => readCache(session, word)),
    ledger: readLedger(session),
    counters: readCounters(session),
    handles: readHandles(session),
    listLimit,
    handleLimit,
  };
}

function readSlots(words: Uint32Array): SlotInfo[] {
  return [...words.subarray(5)].map((bits, index) => {
    const live = (bits & liveBit) !== 0;
    return {
      index,
      live,
      nextFree: live || bits === freelistEnd ? -1 : bits,
      requested: live ? bits & ~liveBit : 0,
    };
  });
}

/** The slab a page frame lies in, opened; null if it lies in none. */
export function readSlab(session: EngineSession, pfn: number): SlabDetail | null {
  const words = session.slab(pfn);
  if (words.length < 5) return null;
  const at = (index: number) => words[index] ?? 0;
  return {
    pfn: at(0),
    cache: at(1),
    list: at(2) as SlabList,
    inUse: at(3),
    freeHead: at(4) === freelistEnd ? -1 : at(4),
    slots: readSlots(words),
  };
}

/** The block a page frame lies in; null beyond the segment. */
export function readBlock(session: EngineSession, pfn: number): BlockDetail | null {
  const words = session.block(pfn);
  if (words.length < 7) return null;
  const at = (index: number) => words[index] ?? 0;
  const owner = at(6);
  return {
    pfn: at(0),
    order: at(1),
    kind: at(2) as FrameKind,
    requested: at(3) + at(4) * 2 ** 32,
    cache: at(5) - 1,
    owner: owner === 0 ? '' : session.handleName(owner - 1),
  };
}

/** Whether the block that starts at a page frame is this one: same head, same order. */
export function isBlock(snapshot: Snapshot, pfn: number, order: number): boolean {
  const state = snapshot.states[pfn] ?? 0;
  return state >> 5 !== FrameKind.Interior && (state & 31) === order;
}
