/** The blocks of a machine with zones: free ones by the type of their list, holes, per-CPU pages. */
import { type FrameRun, type LinuxSnapshot, MigrateType } from '../engine/linux-types.ts';
import { type Block, FrameKind, type Snapshot } from '../engine/snapshot-types.ts';
import { type Lane, laneX } from './lane.ts';
import { paintLinuxBands } from './linux-bands.ts';
import { letterOf, typeColour, typeTint, weaveType } from './mobility.ts';
import { type Brushes, type Rect, rounded } from './paint-blocks.ts';
import type { Palette } from './palette.ts';
import { hatch } from './patterns.ts';

/** Narrower blocks are bare rectangles. */
const bare = 4;
/** Pixels at the left end that show the pattern where a label stands beside it. */
const swatch = 9;
const leastLabel = 12;

/** Runs of frames that no memory has, in address order: before, between and inside the zones. */
export function holesOf({ zones }: Pick<LinuxSnapshot, 'zones'>): FrameRun[] {
  const holes: FrameRun[] = [];
  let before = 0;
  for (const zone of zones) {
    if (zone.start > before) holes.push({ start: before, end: zone.start });
    holes.push(...zone.holes);
    before = zone.end;
  }
  return holes;
}

/** `U 1024`, `1024`, `U`: the longest that fits. */
function label(ctx: CanvasRenderingContext2D, rect: Rect, texts: string[], palette: Palette) {
  if (rect.height < leastLabel) return '';
  ctx.font = `12px ${palette.mono}`;
  return texts.find((text) => ctx.measureText(text).width + 6 <= rect.width) ?? '';
}

function paintFree(
  ctx: CanvasRenderingContext2D,
  block: Block,
  type: number,
  rect: Rect,
  palette: Palette,
): void {
  const moving = block.kind === FrameKind.InTransit;
  const line = moving ? 2 : 1;
  rounded(ctx, rect, -line / 2);
  ctx.fillStyle = typeTint(type, palette);
  ctx.fill();
  const plain = type === MigrateType.Movable;
  const room = {
    ...rect,
    x: rect.x + (plain ? 0 : swatch),
    width: rect.width - (plain ? 0 : swatch),
  };
  const letter = letterOf(type);
  const text = label(ctx, room, [`${letter} ${block.pfn}`, `${block.pfn}`, letter], palette);
  const inner = {
    x: rect.x + 1,
    y: rect.y + 1,
    width: text ? swatch : rect.width - 2,
    height: rect.height - 2,
  };
  weaveType(ctx, type, inner, palette);
  ctx.lineWidth = line;
  ctx.strokeStyle = moving ? palette.now : plain ? palette.outline : typeColour(type, palette);
  rounded(ctx, rect, -line / 2);
  ctx.stroke();
  if (!text) return;
  ctx.fillStyle = palette.ink;
  ctx.fillText(text, room.x + room.width / 2, room.y + room.height / 2 + 0.5);
}

/** Half as high as a block: set aside for one CPU, in use for the others. */
function paintPercpu(
  ctx: CanvasRenderingContext2D,
  type: number,
  rect: Rect,
  palette: Palette,
): void {
  const low = { ...rect, y: rect.y + rect.height / 2, height: rect.height / 2 };
  rounded(ctx, low, -0.5);
  ctx.fillStyle = typeTint(type, palette);
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = typeColour(type, palette);
  ctx.stroke();
  ctx.fillStyle = palette.ink;
  ctx.fillRect(low.x + 1, low.y, Math.max(1, low.width - 2), 2);
}

function paintReserved(ctx: CanvasRenderingContext2D, rect: Rect, palette: Palette): void {
  ctx.fillStyle = palette.pagesTint;
  ctx.fillRect(rect.x, rect.y, Math.max(rect.width, 0.5), rect.height);
}

function colourOf(block: Block, type: number, palette: Palette): string {
  if (block.kind === FrameKind.Percpu) return palette.buddy;
  return typeColour(type, palette);
}

/** True if it has been drawn. Pages and slabs are drawn as ever. */
function paintBlock(
  ctx: CanvasRenderingContext2D,
  block: Block,
  type: number,
  rect: Rect,
  palette: Palette,
): boolean {
  const { kind } = block;
  if (kind === FrameKind.Pages || kind === FrameKind.Slab) return false;
  if (kind === FrameKind.Reserved) paintReserved(ctx, rect, palette);
  else if (kind === FrameKind.Hole)
    return true; // part of the ground
  else if (rect.width < bare) {
    ctx.fillStyle = colourOf(block, type, palette);
    ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  } else if (kind === FrameKind.Percpu) paintPercpu(ctx, type, rect, palette);
  else paintFree(ctx, block, type, rect, palette);
  return true;
}

/** Holes over all rows, and lines where zones begin. */
function paintGround(
  ctx: CanvasRenderingContext2D,
  linux: LinuxSnapshot,
  holes: readonly FrameRun[],
  lane: Lane,
  palette: Palette,
): void {
  const height = lane.rowHeight * (lane.topOrder + 1);
  for (const { start, end } of holes) {
    const left = Math.max(0, laneX(lane, start));
    const right = Math.min(lane.width, laneX(lane, end));
    if (right - left >= 1) hatch(ctx, left, 0, right - left, height, palette.line);
  }
  ctx.fillStyle = palette.outline;
  for (const { start } of linux.zones) {
    const x = laneX(lane, start);
    if (start > 0 && x >= 0 && x <= lane.width) ctx.fillRect(Math.round(x), 0, 1, height);
  }
}

export function linuxBrushes(snapshot: Snapshot, linux: LinuxSnapshot): Brushes {
  const holes = holesOf(linux);
  return {
    block: (ctx, block, rect, palette) =>
      paintBlock(ctx, block, linux.types[block.pfn] ?? MigrateType.Movable, rect, palette),
    ground: (ctx, lane, palette) => paintGround(ctx, linux, holes, lane, palette),
    bands: (ctx, lane, palette) => paintLinuxBands(ctx, snapshot, linux, lane, palette),
  };
}
