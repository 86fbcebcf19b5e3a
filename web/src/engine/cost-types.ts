/** What would my struct cost? The answer of the module `kmem_cost`: engine/slab/struct_cost.h. */

/** What is asked: a struct as `kmem_cache_create` would be told of it. */
export interface CostQuestion {
  /** Bytes. */
  readonly size: number;
  /** A power of two, or 0 for no wish. */
  readonly align: number;
  /** Bits of {@link slabFlags}. */
  readonly flags: number;
  readonly ctor: boolean;
  /** 1 to 64. */
  readonly cpus: number;
}

/** The kernel's flags of a cache that change its layout, with the kernel's values. */
export const slabFlags = {
  hwcache_align: 0x2000,
  red_zone: 0x400,
  poison: 0x800,
  store_user: 0x10000,
  typesafe_by_rcu: 0x80000,
} as const;

/** How one allocator stores the struct. All sizes are bytes. */
export interface CostRow {
  readonly allocator: 'slub' | 'slab';
  /** kmalloc's class; 0: a cache of its own, or whole pages. */
  readonly kmallocClass: number;
  /** kmalloc beyond its largest class: whole pages, no slab. */
  readonly pages: boolean;
  readonly objectSize: number;
  /** From one slot to the next. */
  readonly size: number;
  /** A slab is 2^order pages. */
  readonly order: number;
  /** In a slab. */
  readonly objects: number;
  readonly slabBytes: number;
  /** Of a slab: asked for; in slots beyond that; behind the last slot. */
  readonly used: number;
  readonly rounding: number;
  readonly tail: number;
  /** Classic SLAB: different offsets of the first object; and bytes of the index table. */
  readonly colours: number;
  readonly table: number;
}

/** The sizes around, of a cache of its own. */
export interface CostNeighbours {
  /** An object costs the same from here to there. */
  readonly sameFrom: number;
  readonly sameTo: number;
  /** At `sameFrom - 1` and at `sameTo + 1`; null: there is no such size. */
  readonly below: CostRow | null;
  readonly above: CostRow | null;
}

export interface StructCost extends CostQuestion {
  /** A cache of its own and kmalloc, of SLUB, then of classic SLAB. */
  readonly rows: readonly CostRow[];
  /** SLUB, classic SLAB. */
  readonly neighbours: readonly CostNeighbours[];
}

export type CostError = 'bad_size' | 'bad_align' | 'bad_cpus';

/** The module, downloaded with the first question. */
export interface CostModule {
  structCost(size: number, align: number, flags: number, ctor: boolean, cpus: number): string;
}
