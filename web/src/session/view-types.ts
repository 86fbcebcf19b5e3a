/**
 * What the shell hands to the view elements, and what they send up. Elements take properties and
 * emit these events (bubbling and composed); none calls the engine.
 *
 * `<kmem-picture  .snapshot .touched .trail .selection .titleText .compact .requested>`
 * `<kmem-caches   .snapshot .touched .selection .slabs>`
 * `<kmem-object   .detail .snapshot .selection .touched>`
 * `<kmem-ledger   .snapshot .requested .script>`
 * `<kmem-events   .rows .counters .command .refusal>`
 *
 * Every property may be null or empty before a scenario is open: the place is kept, and its empty
 * state says what will be there. The shell gives each element a fixed region; an element fills it
 * (`display: block; min-width: 0; min-height: 0; height: 100%`) and scrolls inside where it must.
 * `<kmem-picture>` spans the middle and the right column; its free lists take the width
 * `--kmem-side` (default 300px), so that they stand above "What happened".
 */
import type {
  BlockDetail,
  Counters,
  Position,
  Selection,
  SlabDetail,
  SlabList,
  Snapshot,
  Touched,
} from '../engine/snapshot-types.ts';

/**
 * What `touched` holds: everything the current command has touched so far and that still stands
 * (the blocks a split left waiting, the slab, the object); `orders` is only what the event at the
 * position looked at. The trail is the way a request went through the rows: down from the block it
 * took to the block it hands out, or up from the block it freed to the one it became.
 */
export interface Trail {
  readonly pfn: number;
  /** The row it started in, and the row it has come to. */
  readonly from: number;
  readonly to: number;
}

/** One sentence of "What happened". */
export interface EventRow {
  /** A whole sentence fragment, ready to show: `split: frame 24 waits in order 3`. */
  readonly text: string;
  /** Kind of the event in the engine's table; `command` for a command's own line. */
  readonly kind: string;
  readonly state: 'past' | 'now' | 'next';
  /** Head frame of the block or slab that it is about, if it is about one. */
  readonly about?: number | undefined;
  /** Where a click on the row leads; the position at which this event is the last one done. */
  readonly position: Position;
}

/** The work of the command under way, as far as it has come. */
export interface CommandCounters {
  readonly looks: number;
  readonly splits: number;
  readonly merges: number;
  readonly slabsGrown: number;
  readonly slabsReaped: number;
  readonly ctorRuns: number;
}

export type Detail = SlabDetail | BlockDetail;

export interface PictureProperties {
  snapshot: Snapshot | null;
  touched: Touched | null;
  trail: Trail | null;
  selection: Selection | null;
  /** `Segment · 64 frames · 256 KiB`. */
  titleText: string;
  /** Phone: the free lists become chips under the chosen order. */
  compact: boolean;
  /** Bytes asked for, by head frame of pages handed out by bytes: draws what rounding wastes. */
  requested: ReadonlyMap<number, number> | null;
}

export interface CachesProperties {
  snapshot: Snapshot | null;
  touched: Touched | null;
  selection: Selection | null;
  /** The slabs opened up, by head frame; a slab that is missing shows counts, not objects. */
  slabs: ReadonlyMap<number, SlabDetail> | null;
}

export interface ObjectProperties {
  detail: Detail | null;
  snapshot: Snapshot | null;
  selection: Selection | null;
  touched: Touched | null;
}

export interface LedgerProperties {
  snapshot: Snapshot | null;
  /** Bytes asked for, by head frame of pages handed out by bytes. */
  requested: ReadonlyMap<number, number> | null;
  /** The scenario, for the history of its bytes. */
  script: string;
}

export interface EventsProperties {
  rows: readonly EventRow[];
  counters: CommandCounters | null;
  /** Counters of the whole run, up to the position. */
  totals: Counters | null;
  /** The command as text; empty at the start. */
  command: string;
  /** Why the request was refused, as a sentence; empty if it was granted. */
  refusal: string;
}

/** Free what starts at this address: pages (offset 0) or an object. */
export interface FreeRequest {
  readonly pfn: number;
  readonly offset: number;
}

/** `kmem-step`: one event or one command, forward (1) or back (-1). */
export interface StepRequest {
  readonly unit: 'event' | 'command';
  readonly by: 1 | -1;
}

/** Every event that elements send up, with its detail. */
export interface ViewEvents {
  'kmem-select': Selection | null;
  'kmem-free': FreeRequest;
  /** The frame of the block that is pointed at; null: none any more. */
  'kmem-point': number | null;
  'kmem-seek': Position;
  'kmem-step': StepRequest;
  /** A list of a cache was pointed at. */
  'kmem-lane': SlabList;
}

/** Sends one of {@link ViewEvents} up, through shadow roots. */
export function emit<K extends keyof ViewEvents>(
  from: EventTarget,
  name: K,
  detail: ViewEvents[K],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
