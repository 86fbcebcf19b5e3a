/**
 * A segment as one strip of addresses: what is asked for, what is handed out beyond that, what is
 * free. Pure: everything it needs comes in.
 */
import type { Palette } from './palette.ts';
import { hatch } from './patterns.ts';

/** What AskSession::race_at tells of a contender. */
export interface Strip {
  readonly parts?: readonly number[];
  readonly bands?: readonly number[];
  /** Where the last command put something, or took it away. */
  readonly now: { readonly start: number; readonly size: number } | null;
}

export interface StripSpace {
  readonly width: number;
  readonly height: number;
  readonly segment: number;
}

type Context = CanvasRenderingContext2D;
const free = 0;
const pages = 1;
const kept = 3;

function colours(kind: number, palette: Palette): readonly [fill: string, tint: string] {
  return kind === pages ? [palette.pages, palette.pagesTint] : [palette.slab, palette.paper];
}

/** One run of bytes from x to end; neighbours stay apart where there is room. */
function paintPart(
  ctx: Context,
  palette: Palette,
  height: number,
  x: number,
  end: number,
  asked: number,
  kind: number,
): void {
  const gap = end - x > 4 ? 1 : 0;
  const width = Math.max(end - x - gap, 0.5);
  if (kind === free) {
    ctx.strokeStyle = palette.outline;
    ctx.lineWidth = 1;
    if (width > 3) ctx.strokeRect(x + 0.5, 0.5, width - 1, height - 1);
    return;
  }
  const [fill, tint] = colours(kind, palette);
  const payload = Math.min(width, asked - x);
  if (payload < width) {
    ctx.fillStyle = tint;
    ctx.fillRect(x, 0, width, height);
    if (kind === kept) {
      ctx.strokeStyle = fill;
      ctx.lineWidth = 1;
      if (width > 3) ctx.strokeRect(x + 0.5, 0.5, width - 1, height - 1);
      else ctx.fillRect(x, height - 2, width, 2);
    } else {
      hatch(ctx, x, 0, width, height, fill);
    }
  }
  if (payload > 0) {
    ctx.fillStyle = fill;
    ctx.fillRect(x, 0, payload, height);
  }
}

function paintParts(ctx: Context, parts: readonly number[], space: StripSpace, palette: Palette) {
  const scale = space.width / space.segment;
  for (let i = 0; i + 3 < parts.length; i += 4) {
    const [start = 0, size = 0, payload = 0, kind = 0] = parts.slice(i, i + 4);
    paintPart(
      ctx,
      palette,
      space.height,
      start * scale,
      (start + size) * scale,
      (start + payload) * scale,
      kind,
    );
  }
}

/** Too many parts to tell apart: each column is filled by its shares, payload at the bottom. */
function paintBands(ctx: Context, bands: readonly number[], space: StripSpace, palette: Palette) {
  const columns = bands.length / 3;
  const step = space.width / columns;
  for (let i = 0; i < columns; i += 1) {
    const [payload = 0, waste = 0, open = 0] = bands.slice(i * 3, i * 3 + 3);
    const all = payload + waste + open;
    if (all === 0) continue;
    const high = (space.height * payload) / all;
    const middle = (space.height * waste) / all;
    ctx.fillStyle = palette.ink;
    ctx.globalAlpha = 0.72;
    ctx.fillRect(i * step, space.height - high, step + 0.5, high);
    ctx.globalAlpha = 1;
    ctx.fillStyle = palette.freeTint;
    ctx.fillRect(i * step, space.height - high - middle, step + 0.5, middle);
  }
  ctx.strokeStyle = palette.outline;
  ctx.lineWidth = 1;
  ctx.strokeRect(0.5, 0.5, space.width - 1, space.height - 1);
}

function paintNow(ctx: Context, strip: Strip, space: StripSpace, palette: Palette): void {
  if (!strip.now || strip.now.size === 0) return;
  const x = (strip.now.start * space.width) / space.segment;
  const width = Math.max(5, (strip.now.size * space.width) / space.segment);
  const left = Math.min(Math.max(1, x), space.width - width - 1);
  ctx.strokeStyle = palette.now;
  ctx.lineWidth = 2;
  ctx.strokeRect(left, 1, width, space.height - 2);
}

export function paintStrip(ctx: Context, strip: Strip, space: StripSpace, palette: Palette): void {
  ctx.clearRect(0, 0, space.width, space.height);
  if (strip.parts) paintParts(ctx, strip.parts, space, palette);
  else if (strip.bands) paintBands(ctx, strip.bands, space, palette);
  paintNow(ctx, strip, space, palette);
}
