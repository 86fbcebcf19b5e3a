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

/** By state byte; a table, because the pass looks at up to a million of them. */
const bandOfState = Uint8Array.from({ length: 256 }, (_, state) => bandOf[state >> 5] ?? 0);

export interface Bands {
  readonly columns: number;
  /** First frame of each column, and behind the last column the end of the window. */
  readonly starts: Float64Array;
  /** Page frames, at `(order * bandKinds + kind) * columns + column`. */
  readonly frames: Uint32Array;
}

/** Column c shows the frames f with floor((f − from) × columns / span) = c. */
function columnStarts(window: FrameWindow, columns: number): Float64Array {
  const perColumn = (window.to - window.from) / columns;
  const first = Math.floor(window.from);
  return Float64Array.from({ length: columns + 1 }, (_, column) =>
    column === 0 ? first : Math.ceil(window.from + column * perColumn),
  );
}

/** Counts frames of all orders below `orders`; larger blocks are drawn one by one. */
export function aggregate(
  snapshot: Frames,
  window: FrameWindow,
  columns: number,
  orders: number,
): Bands {
  const { states } = snapshot;
  const starts = columnStarts(window, columns);
  const frames = new Uint32Array(orders * bandKinds * columns);
  let pfn = blockAt(snapshot, starts[0] as number)?.pfn ?? 0;
  let at = starts[0] as number;
  for (let column = 0; column < columns; column += 1) {
    const end = starts[column + 1] as number;
    while (at < end) {
      const state = states[pfn] as number;
      const order = state & 31;
      const blockEnd = pfn + (1 << order);
      const until = blockEnd < end ? blockEnd : end;
      if (order < orders) {
        const slot = (order * bandKinds + (bandOfState[state] as number)) * columns + column;
        frames[slot] = (frames[slot] as number) + until - at;
      }
      at = until;
      if (until === blockEnd) pfn = blockEnd;
    }
  }
  return { columns, starts, frames };
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
