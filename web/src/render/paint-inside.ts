/**
 * What is inside blocks that are shown large: page frames, the objects of a slab, single bytes.
 * The same place, colours and patterns as one step further out; only finer.
 */
import type { CacheInfo, SlabDetail, Snapshot } from '../engine/snapshot-types.ts';
import { blocksIn } from './blocks.ts';
import { frameWidth, type Lane, laneX } from './lane.ts';
import type { NameBook } from './names.ts';
import { blockRect, type Rect } from './paint-blocks.ts';
import type { Palette } from './palette.ts';
import { hatch } from './patterns.ts';

/** Narrower than this, in pixels, a part would be a smear. */
const leastFrame = 28;
const leastObject = 7;
const leastByte = 3;
const leastLabel = 20;

export interface Inside {
  readonly snapshot: Snapshot;
  readonly names: NameBook;
  readonly slabs: ReadonlyMap<number, SlabDetail>;
}

interface Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly lane: Lane;
  readonly palette: Palette;
}

/** The part of a rectangle that is in the lane. */
function seen({ lane }: Pen, left: number, width: number, rect: Rect): Rect | null {
  const from = Math.max(left, 0);
  const to = Math.min(left + width, lane.width);
  return to > from ? { x: from, y: rect.y, width: to - from, height: rect.height } : null;
}

function label({ ctx }: Pen, text: string, part: Rect, colour: string): void {
  if (ctx.measureText(text).width + 6 > part.width) return;
  ctx.fillStyle = colour;
  ctx.fillText(text, part.x + part.width / 2, part.y + part.height / 2 + 0.5);
}

/** `d[3]`, `7`, or on a free object where the freelist goes on: `→ 5`. */
function slotLabel(
  names: NameBook,
  slab: SlabDetail,
  cache: CacheInfo,
  index: number,
  page: number,
): string {
  const slot = slab.slots[index];
  if (!slot?.live) return slot && slot.nextFree >= 0 ? `→ ${slot.nextFree}` : '→';
  const at = index * cache.size;
  return names.holder(slab.pfn + Math.floor(at / page), at % page)?.name ?? String(index);
}

function paintObject(pen: Pen, part: Rect, live: boolean): void {
  const { ctx, palette } = pen;
  ctx.fillStyle = live ? palette.slab : palette.paper;
  ctx.fillRect(part.x, part.y, part.width, part.height);
  ctx.lineWidth = 1;
  ctx.strokeStyle = live ? palette.paper : palette.outline;
  ctx.strokeRect(part.x + 0.5, part.y + 0.5, Math.max(0, part.width - 1), part.height - 1);
}

function paintObjects(
  pen: Pen,
  inside: Inside,
  slab: SlabDetail,
  cache: CacheInfo,
  rect: Rect,
): void {
  const { ctx, lane, palette } = pen;
  const byte = frameWidth(lane) / inside.snapshot.pageSize;
  const start = laneX(lane, slab.pfn);
  const step = cache.size * byte;
  const first = Math.max(0, Math.floor(-start / step));
  const last = Math.min(slab.slots.length, Math.ceil((lane.width - start) / step));
  for (let index = first; index < last; index += 1) {
    const live = slab.slots[index]?.live ?? false;
    const part = seen(pen, start + index * step, cache.objectSize * byte, rect);
    if (part) {
      paintObject(pen, part, live);
      const text = slotLabel(inside.names, slab, cache, index, inside.snapshot.pageSize);
      if (part.width >= leastLabel) label(pen, text, part, live ? palette.onSlab : palette.muted);
    }
    const gap = (cache.size - cache.objectSize) * byte;
    const waste = gap >= 2 && seen(pen, start + index * step + cache.objectSize * byte, gap, rect);
    if (waste) hatch(ctx, waste.x, waste.y, waste.width, waste.height, palette.slab);
  }
  const used = slab.slots.length * step;
  const tail = seen(pen, start + used, cache.tail * byte, rect);
  if (!tail) return;
  ctx.fillStyle = palette.paper;
  ctx.fillRect(tail.x, tail.y, tail.width, tail.height);
  hatch(ctx, tail.x, tail.y, tail.width, tail.height, palette.slab);
}

/** Hairlines every `step` frames, which may be a fraction: page frames, words, bytes. */
function paintLines(pen: Pen, rect: Rect, step: number, high: number, colour: string): void {
  const { ctx, lane } = pen;
  const part = seen(pen, rect.x, rect.width, rect);
  if (!part) return;
  const from = Math.ceil((lane.window.from + part.x / frameWidth(lane)) / step);
  const to = lane.window.from + (part.x + part.width) / frameWidth(lane);
  ctx.fillStyle = colour;
  for (let line = from; line * step < to; line += 1) {
    ctx.fillRect(Math.round(laneX(lane, line * step)), rect.y + rect.height - high, 1, high);
  }
}

function paintBlockInside(pen: Pen, inside: Inside, pfn: number, order: number): void {
  const { lane, palette } = pen;
  const { pageSize } = inside.snapshot;
  const rect = blockRect(lane, { pfn, order });
  const frame = frameWidth(lane);
  const byte = frame / pageSize;
  const cache = inside.names.cacheOf(pfn);
  const slab = inside.slabs.get(pfn);
  if (cache && slab && cache.size * byte >= leastObject)
    paintObjects(pen, inside, slab, cache, rect);
  if (order > 0 && frame >= leastFrame) paintLines(pen, rect, 1, rect.height, palette.paper);
  if (byte * 8 >= 2 * leastByte) paintLines(pen, rect, 8 / pageSize, rect.height / 4, palette.ink);
  if (byte >= leastByte) paintLines(pen, rect, 1 / pageSize, rect.height / 8, palette.ink);
}

/** Paints over the blocks of the lane; does nothing while they are shown small. */
export function paintInside(
  ctx: CanvasRenderingContext2D,
  lane: Lane,
  palette: Palette,
  inside: Inside,
): void {
  const { from, to } = lane.window;
  if (frameWidth(lane) < leastFrame) return;
  const pen = { ctx, lane, palette };
  ctx.font = `600 12px ${palette.sans}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const { pfn, order } of blocksIn(inside.snapshot, from, to)) {
    paintBlockInside(pen, inside, pfn, order);
  }
}
