/**
 * What the page knows of the machine at one position: plain data, made once per step by
 * `snapshot.ts` and read by painters and elements. Nothing here changes after it is made.
 */

import type { LinuxSnapshot } from './linux-types.ts';

/** Kind of a block, from the head frame's byte. */
export enum FrameKind {
  Interior = 0,
  Free = 1,
  Pages = 2,
  Slab = 3,
  /** Between two places in the middle of a request; counts as free. */
  InTransit = 4,
  /** Linux: on a per-CPU page list. Neither free nor handed out. */
  Percpu = 5,
  /** Linux: no memory is there. */
  Hole = 6,
  /** Linux: in use since before the scenario, by the firmware or the kernel itself. */
  Reserved = 7,
}

export enum SlabList {
  Full = 0,
  Partial = 1,
  Empty = 2,
}

/** A run of 2^order page frames, aligned to its size. */
export interface Block {
  readonly pfn: number;
  readonly order: number;
  readonly kind: FrameKind;
}

/** The free area of one order. */
export interface FreeArea {
  readonly order: number;
  readonly nrFree: number;
  /** Head page frames in list order, head first; at most {@link Snapshot.listLimit}. */
  readonly list: readonly number[];
  /** Thousandths of the free memory that no block of this order can use. */
  readonly unusable: number;
}

export interface SlabInfo {
  readonly pfn: number;
  readonly list: SlabList;
  readonly inUse: number;
}

export interface CacheInfo {
  readonly id: number;
  readonly name: string;
  readonly objectSize: number;
  /** Bytes from one object to the next. */
  readonly size: number;
  readonly align: number;
  /** A slab is 2^order page frames. */
  readonly order: number;
  readonly objectsPerSlab: number;
  readonly tail: number;
  readonly hasCtor: boolean;
  readonly isKmalloc: boolean;
  readonly objectsInUse: number;
  readonly allocs: number;
  readonly frees: number;
  readonly grown: number;
  readonly reaped: number;
  readonly ctorRuns: number;
  readonly ctorSaved: number;
  /** Slabs on each list, all of them counted. */
  readonly counts: readonly [full: number, partial: number, empty: number];
  /** The slabs themselves, in list order; at most {@link Snapshot.listLimit} per list. */
  readonly slabs: readonly [readonly SlabInfo[], readonly SlabInfo[], readonly SlabInfo[]];
}

/** Bytes. All but `total` add up to `total`. */
export interface Ledger {
  readonly payload: number;
  readonly blockRounding: number;
  readonly objectRounding: number;
  readonly slabTails: number;
  readonly freeObjects: number;
  readonly emptySlabs: number;
  readonly freePages: number;
  /** Linux: on per-CPU page lists. */
  readonly percpuPages: number;
  /** Linux: in use since before the scenario. Holes are no bytes: `total` is what is present. */
  readonly reservedPages: number;
  readonly total: number;
}

export interface Counters {
  readonly listLooks: number;
  readonly splits: number;
  readonly merges: number;
  readonly slabsGrown: number;
  readonly slabsReaped: number;
  readonly ctorRuns: number;
  readonly ctorSaved: number;
  readonly failures: number;
  /** Index into the engine's errc table; 0: the last request was granted. */
  readonly lastErrc: number;
  readonly expectationsFailed: number;
}

/** A name of the scenario that holds something in use. */
export interface LiveHandle {
  readonly handle: number;
  readonly name: string;
  readonly pfn: number;
  /** Bytes into that frame; 0 for pages. */
  readonly offset: number;
  readonly kind: 'pages' | 'object' | 'kmalloc';
}

/** `command` commands are complete, and `event` events of the next one. */
export interface Position {
  readonly command: number;
  readonly event: number;
}

export interface Snapshot {
  readonly position: Position;
  readonly frames: number;
  readonly pageSize: number;
  readonly topOrder: number;
  /** One byte per frame: `kind << 5 | order` at the head of a block, 0 inside it. */
  readonly states: Uint8Array;
  /** Index is the order, 0 to topOrder. */
  readonly areas: readonly FreeArea[];
  readonly caches: readonly CacheInfo[];
  readonly ledger: Ledger;
  readonly counters: Counters;
  /** Live handles, at most {@link Snapshot.handleLimit}. */
  readonly handles: readonly LiveHandle[];
  readonly listLimit: number;
  readonly handleLimit: number;
  /**
   * Profiles `linux-…` only. Then `frames` is the end of the last zone, page frame 0 is the first,
   * and blocks of the kinds Hole and Reserved fill what no zone has or nobody can free, so that
   * blocks tile all frames; `areas` sum over zones and types, lists in the order of the zonelist.
   */
  readonly linux?: LinuxSnapshot;
}

/** One smallest step, decoded from two words. Field meanings: the engine's event table. */
export interface EngineEvent {
  readonly kind: string;
  readonly order: number;
  readonly small: number;
  readonly main: number;
}

/** One object of a slab. */
export interface SlotInfo {
  readonly index: number;
  readonly live: boolean;
  /** Free objects: the next on the freelist, or -1. */
  readonly nextFree: number;
  /** Live kmalloc objects: bytes asked for; others: 0. */
  readonly requested: number;
}

/** A slab opened up. */
export interface SlabDetail {
  readonly pfn: number;
  readonly cache: number;
  readonly list: SlabList;
  readonly inUse: number;
  /** First object of the freelist, or -1. */
  readonly freeHead: number;
  readonly slots: readonly SlotInfo[];
}

/** A block opened up. */
export interface BlockDetail extends Block {
  /** Bytes asked for; only for pages handed out. */
  readonly requested: number;
  /** The cache it is a slab of, or -1. */
  readonly cache: number;
  /** Name of the live handle that holds it, or ''. */
  readonly owner: string;
}

/** What the reader points at. Views light the same thing wherever they show it. */
export type Selection =
  | { readonly type: 'block'; readonly pfn: number }
  | { readonly type: 'object'; readonly pfn: number; readonly index: number }
  | { readonly type: 'cache'; readonly cache: number }
  | { readonly type: 'order'; readonly order: number };

/** What the event at the position touched: drawn in the accent colour. */
export interface Touched {
  readonly blocks: readonly Block[];
  readonly slabs: readonly number[];
  readonly objects: readonly { readonly pfn: number; readonly index: number }[];
  readonly orders: readonly number[];
  readonly caches: readonly number[];
  /** Frames of pageblocks that another type has claimed; only with zones. */
  readonly pageblocks?: readonly number[];
}
