/**
 * What the profiles `linux-6.1` and `linux-6.1-slab` add to a snapshot: zones, pageblocks, free
 * lists by mobility type, per-CPU page lists, watermarks. Plain data, made once per step.
 *
 * Names and rules are those of Linux 6.1: engine/buddy/linux-rules.md lists the rules by number.
 * All counts are pages (page frames) unless said otherwise; an order is log2 of the pages of a
 * block. A run of frames goes from `start` to before `end`.
 */

/** Mobility types, with the numbers of the kernel's `enum migratetype`. */
export enum MigrateType {
  Unmovable = 0,
  Movable = 1,
  Reclaimable = 2,
  /** The reserve for urgent requests of order 1 and up. */
  HighAtomic = 3,
  /** Set aside for hot-unplug. The kernel's tables show it; nothing here uses it. */
  Isolate = 4,
  /** A pageblock without memory. */
  None = 5,
}

/** The letter that stands for each {@link MigrateType} where there is no room for the name. */
export const typeLetters = 'UMRHI?';

/** Types that have free lists of their own in {@link LinuxZone.areas}: U, M, R, H. */
export const listedTypes = 4;

/** How urgent a request is; no request sleeps here. */
export enum RequestClass {
  /** `GFP_NOWAIT` */
  NoWait = 0,
  /** `GFP_ATOMIC`: may use part of the reserve. */
  Atomic = 1,
  /** `__GFP_MEMALLOC`: watermarks do not count. */
  IgnoreWatermarks = 2,
}

/** What a look at a zone came to: the verdict of event `zone_look`. */
export enum ZoneVerdict {
  /** Enough pages would be left: the request may take from this zone. */
  Passed = 0,
  /** Too few would be left above the mark. */
  BelowMark = 1,
  /** Enough above the mark itself, too few above mark + lowmem reserve. */
  BelowReserve = 2,
  /** Enough pages, but no free block is large enough. */
  NoBlock = 3,
  /** Too few pages, but this request may ignore that. */
  Ignored = 4,
}

/** Bits of a walk's `flags`: what this try of the request may do (the kernel's `ALLOC_…`). */
export enum WalkFlag {
  /** It cannot sleep. */
  NonBlock = 1,
  /** It may go below the mark. */
  MinReserve = 2,
  /** It may take from the high-order-atomic reserve. */
  HighAtomic = 4,
  /** It must not mix types within a pageblock. */
  NoFragment = 8,
  /** The mark does not count. */
  NoWatermark = 16,
}

/**
 * In `small` of look, take, split, hand_out, block_free and list_move: which free list the event is
 * about. 0 in the profile `textbook`, which has one list per order. Read it with {@link areaOf}.
 */
export const areaBit = 0x8000;

export interface AreaOfEvent {
  /** Index of the zone: 0 DMA, 1 DMA32, 2 Normal. */
  readonly zone: number;
  readonly type: MigrateType;
  /** Put at the tail of the list, not at its head. */
  readonly tail: boolean;
  /** block_free: why merging ended (BuddyVerdict). */
  readonly verdict: number;
}

/** The free list that an event is about; null in the profile `textbook`. */
export function areaOf(small: number): AreaOfEvent | null {
  if ((small & areaBit) === 0) return null;
  return {
    zone: (small >> 4) & 15,
    type: small & 15,
    tail: (small & 0x100) !== 0,
    verdict: (small >> 9) & 7,
  };
}

/** `list` of the pcp_… events: a per-CPU list of a zone. */
export const pcpListOf = (small: number): { readonly zone: number; readonly list: number } => ({
  zone: small >> 8,
  list: small & 0xff,
});

/** `types` of fallback, steal, claim and pageblock_type. */
export const typesOf = (
  small: number,
): { readonly zone: number; readonly from: MigrateType; readonly to: MigrateType } => ({
  zone: small >> 8,
  from: (small >> 4) & 15,
  to: small & 15,
});

/** `request` of event `request`. */
export const requestOf = (
  small: number,
): {
  readonly type: MigrateType;
  readonly highestZone: number;
  readonly urgency: RequestClass;
} => ({
  type: small & 15,
  highestZone: (small >> 4) & 15,
  urgency: (small >> 8) & 15,
});

/** Which mechanisms are on: statement `mechanisms` of a scenario. All on: Linux 6.1. */
export interface Mechanisms {
  /** More than one zone. Off: all memory is one zone, Normal. */
  readonly zones: boolean;
  /** Pages grouped by mobility type. Off: every request counts as unmovable. */
  readonly mobility: boolean;
  /** Per-CPU page lists. Off: every page comes from, and goes back to, the free lists. */
  readonly percpu: boolean;
  /** Watermarks and lowmem reserve. Off: a request may have the last page. */
  readonly watermarks: boolean;
}

/** The free list of one order and type. */
export interface TypedList {
  /** Blocks on it. */
  readonly nrFree: number;
  /** Head page frames in list order, head first; at most `Snapshot.listLimit`. */
  readonly list: readonly number[];
}

/** A per-CPU list: blocks of one order, most recent first. */
export interface PcpList {
  readonly order: number;
  /** The type asked of it; for order 9, Unmovable stands for all that is not movable. */
  readonly type: MigrateType;
  /** Blocks on it. */
  readonly nr: number;
  /** Head first, at most `Snapshot.listLimit`. `type` is the one it will be given back as. */
  readonly pages: readonly { readonly pfn: number; readonly type: MigrateType }[];
}

/** This CPU's page lists of one zone. */
export interface Pcp {
  /** Pages, not blocks, on all of them. */
  readonly count: number;
  /** When `count` reaches it, some are given back. */
  readonly high: number;
  /** Pages moved at once; a refill takes `batch >> order` blocks, at least 2 (1 if batch is 1). */
  readonly batch: number;
  /** The next drain takes `batch << freeFactor` pages. */
  readonly freeFactor: number;
  /** 14: three types of each of the orders 0 to 3, then order 9 not movable and movable. */
  readonly lists: readonly PcpList[];
}

export interface FrameRun {
  readonly start: number;
  readonly end: number;
}

export interface LinuxZone {
  /** 0 DMA, 1 DMA32, 2 Normal. */
  readonly index: number;
  readonly name: string;
  readonly start: number;
  /** start + spanned. */
  readonly end: number;
  /** Frames that exist. */
  readonly present: number;
  /** Frames the allocator was given at boot. */
  readonly managed: number;
  /** Runs inside the zone without memory, ascending. */
  readonly holes: readonly FrameRun[];
  /** Runs in use since before the scenario: firmware, the kernel itself, the memory map. */
  readonly reserved: readonly FrameRun[];

  /** Watermarks in pages, without the boost, and the boost that is on top of each. */
  readonly min: number;
  readonly low: number;
  readonly high: number;
  readonly boost: number;
  /** Pages that a request keeps clear of here, by the highest zone that it could have used. */
  readonly lowmemReserve: readonly number[];

  /** The shared part of the free counter: the one that watermark checks read. */
  readonly free: number;
  /** This CPU's part, signed. free + diff is exact. Pages on per-CPU lists are in neither. */
  readonly diff: number;
  /** Beyond ± this, diff is added to free. */
  readonly threshold: number;

  /** Pages in pageblocks of the high-order-atomic reserve, and where that stops growing. */
  readonly highatomic: number;
  readonly highatomicLimit: number;
  readonly reclaimActive: boolean;

  /** `areas[order][type]` for the {@link listedTypes}. */
  readonly areas: readonly (readonly TypedList[])[];
  readonly pcp: Pcp;
  /** Type of each pageblock, from the one that holds `start`; MigrateType.None: no memory there. */
  readonly blockTypes: Uint8Array;
  /** Per order, thousandths of the zone's free memory that a request of it cannot use. */
  readonly unusable: readonly number[];
  /** Per order: −1000 if it would be served; towards 0 lack of memory, towards 1000 fragmentation. */
  readonly extfrag: readonly number[];
}

export interface LinuxSnapshot {
  readonly profile: 'linux-6.1' | 'linux-6.1-slab';
  readonly mechanisms: Mechanisms;
  readonly cpus: number;
  /** A pageblock is 2^pageblockOrder frames: 9. */
  readonly pageblockOrder: number;
  /** Ascending index. */
  readonly zones: readonly LinuxZone[];
  /** Indices of zones in the order in which a request tries them, highest first. */
  readonly zonelist: readonly number[];
  /**
   * One byte per frame, a {@link MigrateType}, at the first frame of a block: free, the type of the
   * list it is on; on a per-CPU list, the type it will be given back as; handed out, the type that
   * was asked for. 255 elsewhere.
   */
  readonly types: Uint8Array;
}
