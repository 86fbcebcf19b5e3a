/**
 * A small machine with zones, made by hand: 8,192 frames, of which frame 0 and 159 to 255 are no
 * memory. DMA32 has given a movable and an unmovable page out, a claimed pageblock, and some pages
 * on a per-CPU list; its watermarks are boosted.
 */
import {
  type LinuxSnapshot,
  type LinuxZone,
  MigrateType,
  type PcpList,
  type TypedList,
} from '../../web/src/engine/linux-types.ts';
import { type Block, FrameKind, type Snapshot } from '../../web/src/engine/snapshot-types.ts';

const { Unmovable, Movable, Reclaimable, None } = MigrateType;
const { Free, Pages, Percpu, Hole, Reserved } = FrameKind;
const block = (pfn: number, order: number, kind: FrameKind, type = 255) => ({
  pfn,
  order,
  kind,
  type,
});

const blocks: readonly (Block & { type: number })[] = [
  block(0, 0, Hole),
  block(1, 0, Reserved),
  block(2, 1, Reserved),
  block(4, 2, Reserved),
  block(8, 3, Reserved),
  block(16, 4, Reserved),
  block(32, 5, Reserved),
  block(64, 6, Reserved),
  block(128, 7, Hole), // drawn coarser than the engine's: 159 to 255 are the hole
  block(256, 8, Free, Movable),
  block(512, 9, Free, Movable),
  block(1024, 10, Free, Movable),
  block(2048, 10, Free, Movable),
  block(3072, 10, Free, Movable),
  block(4096, 10, Reserved),
  // A pageblock that unmovable pages have claimed.
  block(5120, 0, Pages, Unmovable),
  block(5121, 0, Percpu, Unmovable),
  block(5122, 1, Percpu, Unmovable),
  block(5124, 2, Free, Unmovable),
  block(5128, 3, Free, Unmovable),
  block(5136, 4, Free, Unmovable),
  block(5152, 5, Free, Unmovable),
  block(5184, 6, Free, Unmovable),
  block(5248, 7, Free, Unmovable),
  block(5376, 8, Free, Unmovable),
  // Movable pages, the last of them on per-CPU lists.
  block(5632, 0, Pages, Movable),
  block(5633, 0, Percpu, Movable),
  block(5634, 1, Free, Movable),
  block(5636, 2, Free, Movable),
  block(5640, 3, Free, Movable),
  block(5648, 4, Free, Movable),
  block(5664, 5, Free, Movable),
  block(5696, 6, Free, Movable),
  block(5760, 7, Free, Movable),
  block(5888, 8, Free, Movable),
  block(6144, 10, Free, Movable),
  block(7168, 10, Free, Movable),
];

const inside = (start: number, end: number) => (b: Block) => b.pfn >= start && b.pfn < end;

function areasOf(start: number, end: number): TypedList[][] {
  const free = blocks.filter((b) => b.kind === Free && inside(start, end)(b));
  return Array.from({ length: 11 }, (_, order) =>
    [0, 1, 2, 3].map((type) => {
      const list = free.filter((b) => b.order === order && b.type === type).map((b) => b.pfn);
      return { nrFree: list.length, list };
    }),
  );
}

function pcpListsOf(start: number, end: number): PcpList[] {
  return Array.from({ length: 14 }, (_, list) => {
    const order = list < 12 ? Math.floor(list / 3) : 9;
    const type: MigrateType = list < 12 ? list % 3 : list - 12;
    const pages = blocks
      .filter((b) => b.kind === Percpu && b.order === order && b.type === type)
      .filter(inside(start, end))
      .map(({ pfn }) => ({ pfn, type }));
    return { order, type, nr: pages.length, pages };
  });
}

const freeIn = (start: number, end: number) =>
  blocks
    .filter((b) => b.kind === Free && inside(start, end)(b))
    .reduce((sum, b) => sum + 2 ** b.order, 0);

const dma: LinuxZone = {
  index: 0,
  name: 'DMA',
  start: 1,
  end: 4096,
  present: 3998,
  managed: 3840,
  holes: [{ start: 159, end: 256 }],
  reserved: [{ start: 1, end: 159 }],
  min: 67,
  low: 83,
  high: 99,
  boost: 0,
  lowmemReserve: [0, 12, 12, 12, 12],
  free: 3840,
  diff: 0,
  threshold: 2,
  highatomic: 0,
  highatomicLimit: 550,
  reclaimActive: false,
  areas: areasOf(1, 4096),
  pcp: { count: 0, high: 83, batch: 1, freeFactor: 0, lists: pcpListsOf(1, 4096) },
  blockTypes: Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1),
  unusable: [0, 0, 0, 0, 0, 0, 0, 0, 0, 66, 200],
  extfrag: new Array(11).fill(-1000),
};

const dma32: LinuxZone = {
  index: 1,
  name: 'DMA32',
  start: 4096,
  end: 8192,
  present: 4096,
  managed: 3072,
  holes: [],
  reserved: [{ start: 4096, end: 5120 }],
  min: 53,
  low: 66,
  high: 79,
  boost: 118,
  lowmemReserve: [0, 0, 0, 0, 0],
  free: freeIn(4096, 8192) + 1,
  diff: -1,
  threshold: 2,
  highatomic: 0,
  highatomicLimit: 542,
  reclaimActive: false,
  areas: areasOf(4096, 8192),
  pcp: { count: 4, high: 66, batch: 1, freeFactor: 1, lists: pcpListsOf(4096, 8192) },
  blockTypes: Uint8Array.of(
    Movable,
    Movable,
    Unmovable,
    Movable,
    Movable,
    Movable,
    Movable,
    Movable,
  ),
  unusable: [0, 0, 0, 1, 6, 11, 22, 43, 84, 168, 335],
  extfrag: new Array(11).fill(-1000),
};

function bytesOf(pick: (b: Block & { type: number }) => number): Uint8Array {
  const bytes = new Uint8Array(8192);
  for (const b of blocks) bytes[b.pfn] = pick(b);
  return bytes;
}

export const linuxExample: LinuxSnapshot = {
  profile: 'linux-6.1',
  mechanisms: { zones: true, mobility: true, percpu: true, watermarks: true },
  cpus: 1,
  pageblockOrder: 9,
  zones: [dma, dma32],
  zonelist: [1, 0],
  types: bytesOf(({ type }) => type).map((type, pfn) =>
    blocks.some((b) => b.pfn === pfn) ? type : 255,
  ),
};

/** Types that no block above has, so that views are tried with them too. */
export const otherTypes = [Reclaimable, None] as const;

const pagesOf = (kind: FrameKind) =>
  blocks.filter((b) => b.kind === kind).reduce((sum, b) => sum + 2 ** b.order, 0);

export const linuxSnapshotExample: Snapshot = {
  position: { command: 4, event: 0 },
  frames: 8192,
  pageSize: 4096,
  topOrder: 10,
  states: bytesOf(({ kind, order }) => (kind << 5) | order),
  areas: Array.from({ length: 11 }, (_, order) => ({
    order,
    nrFree: [dma32, dma].flatMap((z) => z.areas[order] ?? []).reduce((n, l) => n + l.nrFree, 0),
    list: [dma32, dma].flatMap((z) => z.areas[order] ?? []).flatMap((l) => [...l.list]),
    unusable: 0,
  })),
  caches: [],
  ledger: {
    payload: 2 * 4096,
    blockRounding: 0,
    objectRounding: 0,
    slabTails: 0,
    freeObjects: 0,
    emptySlabs: 0,
    freePages: pagesOf(Free) * 4096,
    percpuPages: pagesOf(Percpu) * 4096,
    reservedPages: pagesOf(Reserved) * 4096,
    total: (8192 - pagesOf(Hole)) * 4096,
  },
  counters: {
    listLooks: 0,
    splits: 16,
    merges: 0,
    slabsGrown: 0,
    slabsReaped: 0,
    ctorRuns: 0,
    ctorSaved: 0,
    failures: 0,
    lastErrc: 0,
    expectationsFailed: 0,
  },
  handles: [
    { handle: 0, name: 'u', pfn: 5120, offset: 0, kind: 'pages' },
    { handle: 1, name: 'm', pfn: 5632, offset: 0, kind: 'pages' },
  ],
  listLimit: 128,
  handleLimit: 1024,
  linux: linuxExample,
};
