/** Blocks one by one: each in the row of its order, as wide as it is large. */
import { type Block, FrameKind, type Snapshot } from '../engine/snapshot-types.ts';
import { blockAt, framesOf } from './blocks.ts';
import { frameWidth, isBand, type Lane, laneX, rowTop } from './lane.ts';
import type { Palette } from './palette.ts';
import { hatch, weave } from './patterns.ts';

/** What painters write on blocks, looked up as they go. */
export interface Labels {
  /** Name of who holds the block, or ''. */
  owner(pfn: number): string;
  /** A second, smaller fact behind the owner, such as `21 K`; or ''. */
  fact(pfn: number): string;
  /** The pattern of the cache whose slab starts there. */
  pattern(pfn: number): number;
  /** Share of the block that rounding up wasted, 0 to 1. */
  waste(block: Block): number;
  /** How the profile of the machine draws its blocks, if in a way of its own. */
  readonly brushes?: Brushes | undefined;
}

/** Draws what only one profile has. Comes with that profile. */
export interface Brushes {
  /** Draws a block in a rectangle of the lane; false: it is drawn as ever. */
  block(ctx: CanvasRenderingContext2D, block: Block, rect: Rect, palette: Palette): boolean;
  /** Draws what lies behind the blocks. */
  ground(ctx: CanvasRenderingContext2D, lane: Lane, palette: Palette): void;
  /** Rows whose blocks are narrower than a pixel. */
  bands(ctx: CanvasRenderingContext2D, lane: Lane, palette: Palette): void;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Space above and below a block in its row. */
export const blockInset = (lane: Lane): number => Math.max(2, Math.round(lane.rowHeight * 0.1));

/** Narrower blocks are bare rectangles: no gap, no outline, no label. */
const bareWidth = 4;
const labelPadding = 2;
const leastLabel = 12;

/** Where a block is drawn, in lane pixels. */
export function blockRect(lane: Lane, block: Pick<Block, 'pfn' | 'order'>): Rect {
  const x = laneX(lane, block.pfn);
  const width = framesOf(block) * frameWidth(lane);
  const gap = width < bareWidth ? 0 : Math.min(1, width / 8);
  const inset = blockInset(lane);
  return {
    x: x + gap,
    y: rowTop(lane, block.order) + inset,
    width: width - 2 * gap,
    height: lane.rowHeight - 2 * inset,
  };
}

export function rounded(ctx: CanvasRenderingContext2D, rect: Rect, grow = 0): void {
  const radius = Math.min(3, rect.width / 3) + grow;
  ctx.beginPath();
  ctx.roundRect(
    rect.x - grow,
    rect.y - grow,
    rect.width + 2 * grow,
    rect.height + 2 * grow,
    Math.max(0, radius),
  );
}

/** A little beyond the lane, so that an edge out of sight stays out of sight. */
const beyond = 12;

/** The part that can be seen: a block shown large is many screens wide. */
function clamped(rect: Rect, lane: Lane): Rect {
  const from = Math.max(rect.x, -beyond);
  const to = Math.min(rect.x + rect.width, lane.width + beyond);
  return { ...rect, x: from, width: Math.max(0, to - from) };
}

function fillOf(kind: FrameKind, palette: Palette): string {
  if (kind === FrameKind.Pages) return palette.pages;
  return kind === FrameKind.Slab ? palette.slab : palette.freeTint;
}

function write(
  ctx: CanvasRenderingContext2D,
  rect: Rect,
  text: string,
  font: string,
  colour: string,
): boolean {
  ctx.font = font;
  if (!text || rect.height < leastLabel) return false;
  if (ctx.measureText(text).width + 2 * labelPadding > rect.width) return false;
  ctx.fillStyle = colour;
  ctx.fillText(text, rect.x + rect.width / 2, rect.y + rect.height / 2 + 0.5);
  return true;
}

function paintFree(
  ctx: CanvasRenderingContext2D,
  block: Block,
  rect: Rect,
  palette: Palette,
): void {
  const moving = block.kind === FrameKind.InTransit;
  const line = moving ? 2 : 1;
  rounded(ctx, rect, -line / 2);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.lineWidth = line;
  ctx.strokeStyle = moving ? palette.now : palette.outline;
  ctx.stroke();
  write(ctx, rect, String(block.pfn), `12px ${palette.mono}`, palette.ink);
}

/** What may be written on pages, longest first: `kept[2] 21 K`, `kept[2]`, `[2]`. */
function pageLabels(owner: string, fact: string): string[] {
  const bracket = owner.indexOf('[');
  const texts = [fact ? `${owner} ${fact}`.trim() : owner, owner];
  return bracket > 0 ? [...texts, owner.slice(bracket)] : texts;
}

function paintPages(
  ctx: CanvasRenderingContext2D,
  block: Block,
  rect: Rect,
  whole: Rect,
  palette: Palette,
  labels: Labels,
): void {
  rounded(ctx, rect);
  ctx.fillStyle = palette.pages;
  ctx.fill();
  const from = whole.x + whole.width * (1 - labels.waste(block));
  const wasted = Math.max(0, rect.x + rect.width - Math.max(from, rect.x));
  if (wasted >= 1)
    hatch(ctx, rect.x + rect.width - wasted, rect.y, wasted, rect.height, palette.onPages);
  const used = { ...rect, width: wasted > 0 ? rect.width - wasted : rect.width };
  const font = `600 12px ${palette.sans}`;
  for (const text of pageLabels(labels.owner(block.pfn), labels.fact(block.pfn))) {
    if (write(ctx, used, text, font, palette.onPages)) return;
  }
}

function paintSlab(
  ctx: CanvasRenderingContext2D,
  block: Block,
  rect: Rect,
  palette: Palette,
  labels: Labels,
): void {
  rounded(ctx, rect);
  ctx.fillStyle = palette.slab;
  ctx.fill();
  const name = labels.owner(block.pfn);
  const pattern = labels.pattern(block.pfn);
  ctx.font = `600 12px ${palette.sans}`;
  const needed = name ? ctx.measureText(name).width + 2 * labelPadding : rect.width;
  if (needed >= rect.width) {
    weave(ctx, pattern, rect, palette.slabDots);
    return;
  }
  const side = (rect.width - needed) / 2;
  weave(ctx, pattern, { ...rect, width: side }, palette.slabDots);
  weave(ctx, pattern, { ...rect, x: rect.x + rect.width - side, width: side }, palette.slabDots);
  write(ctx, rect, name, ctx.font, palette.onSlab);
}

export function paintBlock(
  ctx: CanvasRenderingContext2D,
  block: Block,
  lane: Lane,
  palette: Palette,
  labels: Labels,
): void {
  const whole = blockRect(lane, block);
  const rect = clamped(whole, lane);
  if (labels.brushes?.block(ctx, block, rect, palette)) return;
  if (rect.width < bareWidth) {
    ctx.fillStyle = fillOf(block.kind, palette);
    ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  } else if (block.kind === FrameKind.Pages) {
    paintPages(ctx, block, rect, whole, palette, labels);
  } else if (block.kind === FrameKind.Slab) {
    paintSlab(ctx, block, rect, palette, labels);
  } else {
    paintFree(ctx, block, rect, palette);
  }
}

/** Calls `visit` for each block drawn one by one, skipping what lies in bands. */
export function eachDrawnBlock(
  snapshot: Snapshot,
  lane: Lane,
  visit: (block: Block) => void,
): void {
  let least = 0;
  while (least <= lane.topOrder && isBand(lane, least)) least += 1;
  if (least > lane.topOrder) return;
  const { states } = snapshot;
  const end = Math.min(snapshot.frames, lane.window.to);
  let pfn = blockAt(snapshot, Math.floor(lane.window.from))?.pfn ?? end;
  const step = 2 ** least;
  while (pfn < end) {
    const state = states[pfn] ?? 0;
    const order = state & 31;
    if (state !== 0 && order >= least) {
      visit({ pfn, order, kind: state >> 5 });
      pfn += 2 ** order;
    } else {
      pfn += step - (pfn % step); // the next place where a large enough block can start
    }
  }
}
