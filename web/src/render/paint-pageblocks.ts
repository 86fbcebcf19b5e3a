/** The strip under the rows: the type of each pageblock, and the zones. x is that of the rows. */
import { type LinuxSnapshot, type LinuxZone, MigrateType } from '../engine/linux-types.ts';
import { frameWidth, type Lane, laneX } from './lane.ts';
import { letterOf, typeColour, typeTint, weaveType } from './mobility.ts';
import type { Palette } from './palette.ts';
import { hatch } from './patterns.ts';

/** CSS pixels: pageblocks above, zones below. */
export const blocksHeight = 15;
export const zonesHeight = 17;
export const stripHeight = blocksHeight + zonesHeight;

/** Pageblocks next to each other that have the same type. `to` is exclusive; both are frames. */
export interface TypeRun {
  readonly type: number;
  readonly from: number;
  readonly to: number;
  readonly blocks: number;
}

/** In address order, cut off at the edges of the zone. */
export function typeRuns(zone: LinuxZone, pageblockOrder: number): TypeRun[] {
  const size = 2 ** pageblockOrder;
  const first = zone.start - (zone.start % size);
  const runs: TypeRun[] = [];
  for (const [index, type] of zone.blockTypes.entries()) {
    const from = Math.max(zone.start, first + index * size);
    const to = Math.min(zone.end, first + (index + 1) * size);
    const last = runs.at(-1);
    if (last?.type === type) runs[runs.length - 1] = { ...last, to, blocks: last.blocks + 1 };
    else runs.push({ type, from, to, blocks: 1 });
  }
  return runs;
}

interface Span {
  readonly left: number;
  readonly right: number;
}

/** The part of [from, to) that can be seen; null if none can. */
function spanOf(lane: Lane, from: number, to: number): Span | null {
  const left = Math.max(0, laneX(lane, from));
  const right = Math.min(lane.width, laneX(lane, to));
  return right > left ? { left, right } : null;
}

function paintRun(
  ctx: CanvasRenderingContext2D,
  run: TypeRun,
  { left, right }: Span,
  palette: Palette,
): void {
  const rect = { x: left, y: 0, width: right - left, height: blocksHeight };
  if (run.type === MigrateType.None) {
    if (rect.width >= 1) hatch(ctx, rect.x, 0, rect.width, blocksHeight, palette.line);
    return;
  }
  ctx.fillStyle = typeTint(run.type, palette);
  ctx.fillRect(rect.x, rect.y, Math.max(1, rect.width), rect.height);
  if (rect.width < 6) {
    ctx.fillStyle = typeColour(run.type, palette);
    ctx.fillRect(rect.x, rect.y, Math.max(1, rect.width), rect.height);
    return;
  }
  const letter = rect.width > 14;
  weaveType(ctx, run.type, letter ? { ...rect, width: 9 } : rect, palette);
  ctx.fillStyle = palette.ink;
  ctx.font = `600 12px ${palette.sans}`;
  if (letter) {
    const many = run.blocks > 1 ? ` ${run.blocks}` : '';
    const text = `${letterOf(run.type)}${many}`;
    const wide = ctx.measureText(text).width + 14 <= rect.width;
    const middle = (left + 9 + right) / 2;
    ctx.fillText(wide ? text : letterOf(run.type), middle, blocksHeight / 2 + 1);
  }
}

/** Lines between pageblocks, where they are far enough apart to be told apart. */
function paintEdges(
  ctx: CanvasRenderingContext2D,
  linux: LinuxSnapshot,
  lane: Lane,
  palette: Palette,
): void {
  const size = 2 ** linux.pageblockOrder;
  if (size * frameWidth(lane) < 8) return;
  ctx.fillStyle = palette.outline;
  const end = Math.min(lane.window.to, linux.zones.at(-1)?.end ?? 0);
  for (let at = Math.ceil(lane.window.from / size) * size; at <= end; at += size) {
    ctx.fillRect(Math.round(laneX(lane, at)), blocksHeight - 4, 1, 4);
  }
}

function paintZone(
  ctx: CanvasRenderingContext2D,
  zone: LinuxZone,
  lane: Lane,
  chosen: boolean,
  palette: Palette,
): void {
  const span = spanOf(lane, zone.start, zone.end);
  if (!span) return;
  const top = blocksHeight;
  const width = span.right - span.left;
  ctx.fillStyle = chosen ? palette.ink : palette.outline;
  ctx.fillRect(span.left, top + 1, width, chosen ? 2 : 1);
  ctx.fillRect(Math.round(span.left), top, 1, zonesHeight - 4);
  ctx.font = `${chosen ? 600 : 400} 12px ${palette.sans}`;
  if (ctx.measureText(zone.name).width + 10 > width) return;
  ctx.fillStyle = chosen ? palette.ink : palette.muted;
  ctx.fillText(zone.name, (span.left + span.right) / 2, top + 10);
}

export interface StripMarks {
  /** Index of the zone whose lists are shown. */
  readonly zone: number;
  /** Frames of the pageblocks that another type claims just now. */
  readonly claimed: readonly number[];
}

function paintClaims(
  ctx: CanvasRenderingContext2D,
  linux: LinuxSnapshot,
  lane: Lane,
  claimed: readonly number[],
  palette: Palette,
): void {
  const size = 2 ** linux.pageblockOrder;
  ctx.strokeStyle = palette.now;
  ctx.lineWidth = 2;
  for (const pfn of claimed) {
    const first = pfn - (pfn % size);
    const span = spanOf(lane, first, first + size);
    if (!span) continue;
    const width = Math.max(5, span.right - span.left); // never too thin to be seen
    ctx.beginPath();
    ctx.roundRect((span.left + span.right - width) / 2, 1, width, blocksHeight - 2, 2);
    ctx.stroke();
  }
}

export function paintPageblocks(
  ctx: CanvasRenderingContext2D,
  linux: LinuxSnapshot,
  lane: Lane,
  palette: Palette,
  { zone: chosen, claimed }: StripMarks,
): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.setTransform(lane.density, 0, 0, lane.density, 0, 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const zone of linux.zones) {
    for (const run of typeRuns(zone, linux.pageblockOrder)) {
      const span = spanOf(lane, run.from, run.to);
      if (span) paintRun(ctx, run, span, palette);
    }
  }
  paintEdges(ctx, linux, lane, palette);
  paintClaims(ctx, linux, lane, claimed, palette);
  for (const zone of linux.zones) paintZone(ctx, zone, lane, zone.index === chosen, palette);
}
