/** The whole lane: rows, the traces of split blocks, bands, blocks. Pure: draws what it is given. */
import type { Snapshot } from '../engine/snapshot-types.ts';
import { frameWidth, type Lane, laneX, rowTop } from './lane.ts';
import { bandOrders, paintBands } from './paint-bands.ts';
import { eachDrawnBlock, type Labels, paintBlock } from './paint-blocks.ts';
import type { Palette } from './palette.ts';

/** Split blocks narrower than this leave no trace. */
const leastTrace = 5;

/** Head frames of the blocks of `order` that are split: a smaller block starts where one would. */
export function splitBlocks(snapshot: Snapshot, lane: Lane, order: number): number[] {
  const size = 2 ** order;
  const found: number[] = [];
  const end = Math.min(snapshot.frames, lane.window.to);
  for (let pfn = Math.floor(lane.window.from / size) * size; pfn < end; pfn += size) {
    const state = snapshot.states[pfn] ?? 0;
    if (state !== 0 && (state & 31) < order) found.push(pfn);
  }
  return found;
}

function paintTraces(
  ctx: CanvasRenderingContext2D,
  snapshot: Snapshot,
  lane: Lane,
  palette: Palette,
): void {
  ctx.beginPath();
  for (let order = 1; order <= lane.topOrder; order += 1) {
    const width = 2 ** order * frameWidth(lane);
    if (width < leastTrace) continue;
    const y = rowTop(lane, order) + Math.round(lane.rowHeight / 2);
    for (const pfn of splitBlocks(snapshot, lane, order)) {
      const x = laneX(lane, pfn);
      ctx.moveTo(x + 1, y);
      ctx.lineTo(x + width - 1, y);
    }
  }
  ctx.strokeStyle = palette.trace;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

function paintRows(ctx: CanvasRenderingContext2D, lane: Lane, palette: Palette): void {
  ctx.fillStyle = palette.line;
  for (let order = 0; order < lane.topOrder; order += 1) {
    ctx.fillRect(0, Math.round(rowTop(lane, order)), lane.width, 1 / lane.density);
  }
}

export function paintLane(
  ctx: CanvasRenderingContext2D,
  snapshot: Snapshot,
  lane: Lane,
  palette: Palette,
  labels: Labels,
  /** Head frames of blocks that are painted elsewhere, for they are moving. */
  moving?: ReadonlySet<number>,
): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  const { brushes } = labels;
  if (bandOrders(lane) > 0) {
    if (brushes) brushes.bands(ctx, lane, palette);
    else paintBands(ctx, snapshot, lane, palette);
  }
  ctx.setTransform(lane.density, 0, 0, lane.density, 0, 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  brushes?.ground(ctx, lane, palette);
  paintRows(ctx, lane, palette);
  paintTraces(ctx, snapshot, lane, palette);
  eachDrawnBlock(snapshot, lane, (block) => {
    if (!moving?.has(block.pfn)) paintBlock(ctx, block, lane, palette, labels);
  });
}
