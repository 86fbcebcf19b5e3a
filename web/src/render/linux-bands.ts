/**
 * Density bands of a machine with zones: as bands.ts, but free blocks count by the type of their
 * list, and what is reserved or on a per-CPU list counts by itself.
 */
import type { LinuxSnapshot } from '../engine/linux-types.ts';
import { FrameKind, type Snapshot } from '../engine/snapshot-types.ts';
import { blockAt } from './blocks.ts';
import { frameAt, type Lane, rowTop } from './lane.ts';
import { typeColour } from './mobility.ts';
import { bandOrders } from './paint-bands.ts';
import { blockInset } from './paint-blocks.ts';
import { type Palette, pixelOf } from './palette.ts';

/** What a column is made of, bottom up. */
export const LinuxBand = { Pages: 0, Slab: 1, Reserved: 2, Percpu: 3, Free: 4 } as const;
/** Free takes four places: one for each type. */
export const linuxBands = 8;

/** Where a block counts; -1: nowhere, for there is no memory. */
export function bandOf(kind: number, type: number): number {
  switch (kind) {
    case FrameKind.Pages:
      return LinuxBand.Pages;
    case FrameKind.Slab:
      return LinuxBand.Slab;
    case FrameKind.Reserved:
      return LinuxBand.Reserved;
    case FrameKind.Percpu:
      return LinuxBand.Percpu;
    case FrameKind.Hole:
      return -1;
    default:
      return LinuxBand.Free + Math.min(type, 3);
  }
}

export interface LinuxColumns {
  readonly starts: Int32Array;
  /** Page frames, at `(order * linuxBands + band) * columns + column`. */
  readonly frames: Uint32Array;
}

/** First frame of each column, and behind the last one the end of what is shown. */
function columnStarts(lane: Lane, columns: number): Int32Array {
  const starts = new Int32Array(columns + 1);
  for (let column = 0; column <= columns; column += 1) {
    starts[column] = frameAt(lane, (column * lane.width) / columns);
  }
  return starts;
}

/** Counts the frames of each column; of orders from `orders` on, which are drawn block by block, none. */
export function countColumns(
  snapshot: Snapshot,
  linux: LinuxSnapshot,
  lane: Lane,
  columns: number,
  orders: number,
): LinuxColumns {
  const { states } = snapshot;
  const { types } = linux;
  const starts = columnStarts(lane, columns);
  const frames = new Uint32Array(orders * linuxBands * columns);
  const end = Math.min(starts[columns] as number, snapshot.frames);
  let column = 0;
  let pfn = blockAt(snapshot, starts[0] as number)?.pfn ?? (starts[0] as number);
  while (pfn < end) {
    const state = states[pfn] as number;
    const order = state & 31;
    const next = (pfn + (1 << order)) | 0;
    const band = order < orders ? bandOf(state >> 5, types[pfn] as number) : -1;
    while (column < columns && (starts[column + 1] as number) <= pfn) column += 1;
    if (band >= 0) {
      const base = (order * linuxBands + band) * columns;
      // A block narrower than a pixel lies in one column, or in two.
      for (let at = column; at < columns && (starts[at] as number) < next; at += 1) {
        const from = Math.max(pfn, starts[at] as number);
        const to = Math.min(next, starts[at + 1] as number);
        frames[base + at] = (frames[base + at] as number) + Math.max(0, to - from);
      }
    }
    pfn = next;
  }
  return { starts, frames };
}

const colours = (ctx: CanvasRenderingContext2D, palette: Palette): number[] =>
  [
    palette.pages,
    palette.slab,
    palette.pagesTint,
    palette.buddy,
    ...[0, 1, 2, 3].map((type) => typeColour(type, palette)),
  ].map((colour) => pixelOf(ctx, colour));

/** Pixels of each band in one column of one row; what is there at all gets at least one. */
export function stackHeights(
  { starts, frames }: LinuxColumns,
  order: number,
  column: number,
  columns: number,
  height: number,
): number[] {
  const all = (starts[column + 1] as number) - (starts[column] as number);
  const heights = Array.from({ length: linuxBands }, (_, band) => {
    const share = frames[(order * linuxBands + band) * columns + column] as number;
    return share === 0 ? 0 : Math.max(1, Math.round((share / all) * height));
  });
  let over = heights.reduce((sum, pixels) => sum + pixels, 0) - height;
  while (over > 0) {
    const most = heights.indexOf(Math.max(...heights));
    const less = Math.min(over, Math.max(1, (heights[most] as number) - 1));
    heights[most] = (heights[most] as number) - less;
    over -= less;
  }
  return heights;
}

export function paintLinuxBands(
  ctx: CanvasRenderingContext2D,
  snapshot: Snapshot,
  linux: LinuxSnapshot,
  lane: Lane,
  palette: Palette,
): void {
  const orders = bandOrders(lane);
  const columns = Math.round(lane.width * lane.density);
  if (orders === 0 || columns === 0) return;
  const counted = countColumns(snapshot, linux, lane, columns, orders);
  const inset = blockInset(lane);
  const height = Math.max(1, Math.round((lane.rowHeight - 2 * inset) * lane.density));
  const inks = colours(ctx, palette);
  for (let order = 0; order < orders; order += 1) {
    const image = ctx.createImageData(columns, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let column = 0; column < columns; column += 1) {
      let at = (height - 1) * columns + column;
      for (const [band, tall] of stackHeights(counted, order, column, columns, height).entries()) {
        for (let i = 0; i < tall; i += 1, at -= columns) pixels[at] = inks[band] as number;
      }
    }
    ctx.putImageData(image, 0, Math.round((rowTop(lane, order) + inset) * lane.density));
  }
}
