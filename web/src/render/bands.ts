/**
 * How much of each device column belongs to blocks of each order and kind: what is drawn where
 * blocks are narrower than a pixel. One pass over the frame states, in address order.
 */
import { FrameKind } from '../engine/snapshot-types.ts';
import { blockAt, type Frames } from './blocks.ts';
import type { FrameWindow } from './lane.ts';

/** Kinds as the bands tell them apart; a block in transit counts as free. */
export const BandKind = { Free: 0, Pages: 1, Slab: 2 } as const;
export const bandKinds = 3;

const bandOf: Readonly<Record<number, number>> = {
  [FrameKind.Free]: BandKind.Free,
  [FrameKind.Pages]: BandKind.Pages,
  [FrameKind.Slab]: BandKind.Slab,
  [FrameKind.InTransit]: BandKind.Free,
};

export interface Bands {
  readonly columns: number;
  /** First frame of each column, and behind the last column the end of the window. */
  readonly starts: Int32Array;
  /** Page frames, at `(order * bandKinds + kind) * columns + column`. */
  readonly frames: Uint32Array;
}

/** Column c shows the frames f with floor((f − from) × columns / span) = c. */
function columnStarts(window: FrameWindow, columns: number): Int32Array {
  const perColumn = (window.to - window.from) / columns;
  const first = Math.floor(window.from);
  return Int32Array.from({ length: columns + 1 }, (_, column) =>
    column === 0 ? first : Math.ceil(window.from + column * perColumn),
  );
}

/** Adds what was counted by state byte to one column, and empties the count. */
function flush(tally: Uint32Array, into: Bands, column: number, orders: number): void {
  for (let kind = FrameKind.Free; kind <= FrameKind.InTransit; kind += 1) {
    for (let order = 0; order < orders; order += 1) {
      const state = (kind << 5) | order;
      const frames = tally[state] as number;
      if (frames === 0) continue;
      const slot = (order * bandKinds + (bandOf[kind] ?? 0)) * into.columns + column;
      into.frames[slot] = (into.frames[slot] as number) + frames;
    }
  }
  tally.fill(0);
}

/**
 * Counts frames of all orders below `orders`; larger blocks are drawn one by one. The inner loop
 * runs once for each block of the window, up to a million times: it only adds up sizes by state
 * byte, and what a block has beyond its column is moved to the next. `| 0` tells the compiler that
 * frame numbers are integers, which makes the loop several times as fast.
 */
export function aggregate(
  snapshot: Frames,
  window: FrameWindow,
  columns: number,
  orders: number,
): Bands {
  const { states } = snapshot;
  const starts = columnStarts(window, columns);
  const bands = { columns, starts, frames: new Uint32Array(orders * bandKinds * columns) };
  const tally = new Uint32Array(256);
  const first = starts[0] as number;
  const head = blockAt(snapshot, first)?.pfn ?? first;
  let state = states[head] as number; // of the block that is open
  let pfn = (head + (1 << (state & 31))) | 0; // behind it
  let over = pfn - first; // its frames that are not counted yet
  for (let column = 0; column < columns; column += 1) {
    const end = starts[column + 1] as number;
    const carried = Math.min(over, end - (starts[column] as number));
    tally[state] = (tally[state] as number) + carried;
    over -= carried;
    while (pfn < end) {
      state = states[pfn] as number;
      const size = 1 << (state & 31);
      tally[state] = (tally[state] as number) + size;
      pfn = (pfn + size) | 0;
    }
    if (over === 0 && pfn > end) {
      over = pfn - end;
      tally[state] = (tally[state] as number) - over;
    }
    flush(tally, bands, column, orders);
  }
  return bands;
}

/** Heights of the three kinds in one column of one row, in pixels, bottom up: pages, slab, free. */
export interface Stack {
  pages: number;
  slab: number;
  free: number;
}

/** Shares of the column's frames as pixels of `height`; what is there at all gets at least one. */
export function stackOf(
  bands: Bands,
  order: number,
  column: number,
  height: number,
  into: Stack,
): void {
  const { columns, frames, starts } = bands;
  const base = order * bandKinds * columns + column;
  const all = (starts[column + 1] as number) - (starts[column] as number);
  const pixels = (kind: number): number => {
    const share = frames[base + kind * columns] as number;
    return share === 0 ? 0 : Math.max(1, Math.round((share / all) * height));
  };
  into.pages = pixels(BandKind.Pages);
  into.slab = pixels(BandKind.Slab);
  into.free = pixels(BandKind.Free);
  const over = into.pages + into.slab + into.free - height;
  if (over > 0) {
    const most = Math.max(into.pages, into.slab, into.free);
    if (into.free === most) into.free -= over;
    else if (into.pages === most) into.pages -= over;
    else into.slab -= over;
  }
}
