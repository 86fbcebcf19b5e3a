/** Rows whose blocks are narrower than a pixel, as stacks of pages, slab and free per column. */
import { aggregate, type Bands, type Stack, stackOf } from './bands.ts';
import type { Frames } from './blocks.ts';
import { isBand, type Lane, rowTop } from './lane.ts';
import { blockInset } from './paint-blocks.ts';
import { type Palette, pixelOf } from './palette.ts';

export interface BandColours {
  readonly pages: number;
  readonly slab: number;
  readonly slabDots: number;
  readonly free: number;
}

export function bandColours(ctx: CanvasRenderingContext2D, palette: Palette): BandColours {
  return {
    pages: pixelOf(ctx, palette.pages),
    slab: pixelOf(ctx, palette.slab),
    slabDots: pixelOf(ctx, palette.slabDots),
    free: pixelOf(ctx, palette.freeTint),
  };
}

/** Orders below this one are drawn as bands. */
export function bandOrders(lane: Lane): number {
  let order = 0;
  while (order <= lane.topOrder && isBand(lane, order)) order += 1;
  return order;
}

/** Fills `pixels` (columns × height, transparent) with one row. Dots mark slabs, as in blocks. */
export function fillBand(
  pixels: Uint32Array,
  bands: Bands,
  order: number,
  height: number,
  colours: BandColours,
): void {
  const { columns } = bands;
  const stack: Stack = { pages: 0, slab: 0, free: 0 };
  for (let column = 0; column < columns; column += 1) {
    stackOf(bands, order, column, height, stack);
    let at = (height - 1) * columns + column;
    for (let i = 0; i < stack.pages; i += 1, at -= columns) pixels[at] = colours.pages;
    for (let i = 0; i < stack.slab; i += 1, at -= columns) {
      const dot = (column & 3) < 2 && (i & 3) > 1;
      pixels[at] = dot ? colours.slabDots : colours.slab;
    }
    for (let i = 0; i < stack.free; i += 1, at -= columns) pixels[at] = colours.free;
  }
}

/** Paints all band rows. Replaces what is there, so it comes before anything else in those rows. */
export function paintBands(
  ctx: CanvasRenderingContext2D,
  snapshot: Frames,
  lane: Lane,
  palette: Palette,
): void {
  const orders = bandOrders(lane);
  const columns = Math.round(lane.width * lane.density);
  if (orders === 0 || columns === 0) return;
  const bands = aggregate(snapshot, lane.window, columns, orders);
  const inset = blockInset(lane);
  const height = Math.max(1, Math.round((lane.rowHeight - 2 * inset) * lane.density));
  const colours = bandColours(ctx, palette);
  for (let order = 0; order < orders; order += 1) {
    const image = ctx.createImageData(columns, height);
    fillBand(new Uint32Array(image.data.buffer), bands, order, height, colours);
    ctx.putImageData(image, 0, Math.round((rowTop(lane, order) + inset) * lane.density));
  }
}
