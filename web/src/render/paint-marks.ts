/** What lies over the blocks: now, the trail, the selection, its buddy, the pointer. */
import type { Block, Snapshot } from '../engine/snapshot-types.ts';
import { buddyOf, framesOf } from './blocks.ts';
import { frameWidth, type Lane, laneX, rowTop } from './lane.ts';
import { blockInset, blockRect, type Rect, rounded } from './paint-blocks.ts';
import type { Palette } from './palette.ts';

/** The way of a request through the rows. */
export interface Path {
  readonly pfn: number;
  readonly from: number;
  readonly to: number;
}

export interface Marks {
  readonly now: readonly Block[];
  readonly path: Path | null;
  readonly selected: Block | null;
  readonly hovered: Block | null;
  /** What belongs to a selection that is not a block: the slabs of a cache. */
  readonly related: readonly Block[];
}

/** Too narrow to be seen: drawn at least this wide. */
const leastWidth = 4;

function markRect(lane: Lane, block: Pick<Block, 'pfn' | 'order'>): Rect {
  const rect = blockRect(lane, block);
  if (rect.width >= leastWidth) return rect;
  return { ...rect, x: rect.x + rect.width / 2 - leastWidth / 2, width: leastWidth };
}

function outline(
  ctx: CanvasRenderingContext2D,
  lane: Lane,
  block: Pick<Block, 'pfn' | 'order'>,
  colour: string,
  width: number,
  grow: number,
): void {
  rounded(ctx, markRect(lane, block), grow);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

function paintPath(ctx: CanvasRenderingContext2D, lane: Lane, path: Path, colour: string): void {
  const high = Math.max(path.from, path.to);
  const low = Math.min(path.from, path.to);
  if (high === low) return;
  const x = laneX(lane, path.pfn) + (2 ** low * frameWidth(lane)) / 2;
  const middle = (order: number): number => rowTop(lane, order) + lane.rowHeight / 2;
  const end = rowTop(lane, low) + blockInset(lane);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, middle(high));
  ctx.lineTo(x, end);
  ctx.stroke();
}

/** Head and order of the selection's buddy, whatever stands there now. */
export function buddyPlace(
  snapshot: Snapshot,
  selected: Block | null,
): Pick<Block, 'pfn' | 'order'> | null {
  if (!selected) return null;
  const pfn = buddyOf(snapshot, selected);
  return pfn < 0 ? null : { pfn, order: selected.order };
}

export function paintMarks(
  ctx: CanvasRenderingContext2D,
  snapshot: Snapshot,
  lane: Lane,
  palette: Palette,
  marks: Marks,
): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.setTransform(lane.density, 0, 0, lane.density, 0, 0);
  if (marks.path) paintPath(ctx, lane, marks.path, palette.now);
  for (const block of marks.now) outline(ctx, lane, block, palette.now, 2, 0);
  for (const block of marks.related) outline(ctx, lane, block, palette.ink, 2, 1.5);
  const buddy = buddyPlace(snapshot, marks.selected);
  if (buddy) {
    outline(ctx, lane, buddy, palette.buddy, 1.5, 2.5);
    outline(ctx, lane, buddy, palette.buddy, 1.5, -1);
  }
  if (marks.hovered) outline(ctx, lane, marks.hovered, palette.ink, 1, 0);
  if (marks.selected) outline(ctx, lane, marks.selected, palette.ink, 2, 1.5);
}

export const isVisible = (lane: Lane, block: Pick<Block, 'pfn' | 'order'>): boolean =>
  block.pfn < lane.window.to && block.pfn + framesOf(block) > lane.window.from;
