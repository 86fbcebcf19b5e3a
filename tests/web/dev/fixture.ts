/** Snapshots made by hand, for tests and the gallery page: blocks in, everything else derived. */
import {
  type Block,
  type CacheInfo,
  FrameKind,
  type FreeArea,
  type LiveHandle,
  type SlabDetail,
  type SlabList,
  type Snapshot,
} from '../../../web/src/engine/snapshot-types.ts';

export interface Recipe {
  readonly frames: number;
  /** Blocks in address order; together they must tile the segment. */
  readonly blocks: readonly Block[];
  readonly caches?: readonly CacheInfo[];
  readonly handles?: readonly LiveHandle[];
  readonly pageSize?: number;
}

function statesOf({ frames, blocks }: Recipe): Uint8Array {
  const states = new Uint8Array(frames);
  let at = 0;
  for (const { pfn, order, kind } of blocks) {
    if (pfn !== at || pfn % 2 ** order !== 0)
      throw new Error(`block at ${pfn} does not follow ${at}`);
    states[pfn] = (kind << 5) | order;
    at += 2 ** order;
  }
  if (at !== frames) throw new Error(`blocks end at ${at} of ${frames}`);
  return states;
}

export function makeSnapshot(recipe: Recipe): Snapshot {
  const { frames, blocks, caches = [], handles = [], pageSize = 4096 } = recipe;
  const topOrder = Math.log2(frames);
  const areas: FreeArea[] = Array.from({ length: topOrder + 1 }, (_, order) => {
    const list = blocks.filter((b) => b.kind === FrameKind.Free && b.order === order);
    return {
      order,
      nrFree: list.length,
      list: list.slice(0, 512).map(({ pfn }) => pfn),
      unusable: 0,
    };
  });
  const free = areas.reduce((sum, { nrFree, order }) => sum + nrFree * 2 ** order, 0) * pageSize;
  const total = frames * pageSize;
  return {
    position: { command: 1, event: 0 },
    frames,
    pageSize,
    topOrder,
    states: statesOf(recipe),
    areas,
    caches,
    ledger: {
      payload: total - free - 11 * 1024 - 4096,
      blockRounding: 11 * 1024,
      objectRounding: 0,
      slabTails: 128,
      freeObjects: 4096 - 128,
      emptySlabs: 0,
      freePages: free,
      percpuPages: 0,
      reservedPages: 0,
      total,
    },
    counters: {
      listLooks: 12,
      splits: 9,
      merges: 0,
      slabsGrown: 2,
      slabsReaped: 0,
      ctorRuns: 0,
      ctorSaved: 0,
      failures: 0,
      lastErrc: 0,
      expectationsFailed: 0,
    },
    handles,
    listLimit: 512,
    handleLimit: 2048,
  };
}

const block = (pfn: number, order: number, kind: FrameKind): Block => ({ pfn, order, kind });

export function makeCache(id: number, name: string, fields: Partial<CacheInfo> = {}): CacheInfo {
  return {
    id,
    name,
    objectSize: 192,
    size: 192,
    align: 8,
    order: 0,
    objectsPerSlab: 21,
    tail: 64,
    hasCtor: false,
    isKmalloc: false,
    objectsInUse: 22,
    allocs: 22,
    frees: 0,
    grown: 2,
    reaped: 0,
    ctorRuns: 0,
    ctorSaved: 0,
    counts: [0, 0, 0],
    slabs: [[], [], []],
    ...fields,
  };
}

/** A slab whose first `inUse` objects are live; the others are free in order of address. */
export function makeSlab(pfn: number, cache: CacheInfo, list: SlabList, inUse: number): SlabDetail {
  const count = cache.objectsPerSlab;
  const slots = Array.from({ length: count }, (_, index) => ({
    index,
    live: index < inUse,
    nextFree: index < inUse || index === count - 1 ? -1 : index + 1,
    requested: 0,
  }));
  return { pfn, cache: cache.id, list, inUse, freeHead: inUse < count ? inUse : -1, slots };
}

const { Free, Pages, Slab } = FrameKind;

/** The sketch: `d[22]` has just been handed out of a new slab at frame 16. */
export function sketch() {
  const dentry = makeCache(13, 'dentry', {
    counts: [1, 1, 0],
    slabs: [[{ pfn: 12, list: 0, inUse: 21 }], [{ pfn: 16, list: 1, inUse: 1 }], []],
  });
  const kmalloc = makeCache(0, 'kmalloc-8', { isKmalloc: true, grown: 0 });
  const pages = (handle: number, name: string, pfn: number): LiveHandle => ({
    handle,
    name,
    pfn,
    offset: 0,
    kind: 'pages',
  });
  const snapshot = makeSnapshot({
    frames: 64,
    blocks: [
      block(0, 3, Pages),
      block(8, 2, Pages),
      block(12, 0, Slab),
      block(13, 0, Pages),
      block(14, 1, Pages),
      block(16, 0, Slab),
      block(17, 0, Free),
      block(18, 1, Free),
      block(20, 2, Free),
      block(24, 3, Free),
      block(32, 5, Free),
    ],
    caches: [kmalloc, dentry],
    handles: [
      pages(0, 'a', 0),
      pages(1, 'b', 8),
      pages(2, 'c', 14),
      pages(3, 'e', 13),
      { handle: 4, name: 'd[22]', pfn: 16, offset: 0, kind: 'object' },
    ],
  });
  const touched = {
    blocks: [
      block(16, 0, Slab),
      block(17, 0, Free),
      block(18, 1, Free),
      block(20, 2, Free),
      block(24, 3, Free),
    ],
    slabs: [16],
    objects: [{ pfn: 16, index: 0 }],
    orders: [] as number[],
    caches: [13],
  };
  const slabs = new Map([
    [12, makeSlab(12, dentry, 0, 21)],
    [16, makeSlab(16, dentry, 1, 1)],
  ]);
  return {
    snapshot,
    touched,
    trail: { pfn: 16, from: 4, to: 0 },
    requested: new Map([[0, 21 * 1024]]),
    slabs,
  };
}

/** A small generator with the same numbers everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Blocks that tile a segment: split at random down to order 0, kinds at random. */
export function randomBlocks(frames: number, seed: number, eager = 0.75): Block[] {
  const next = random(seed);
  const blocks: Block[] = [];
  const fill = (pfn: number, order: number): void => {
    if (order > 0 && next() < eager) {
      fill(pfn, order - 1);
      fill(pfn + 2 ** (order - 1), order - 1);
    } else {
      blocks.push(block(pfn, order, next() < 0.4 ? Free : next() < 0.7 ? Pages : Slab));
    }
  };
  fill(0, Math.log2(frames));
  return blocks;
}
