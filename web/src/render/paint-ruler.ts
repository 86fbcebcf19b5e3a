/** The ruler of page frames under the rows, and below it what part of the segment is shown. */
import { type Lane, laneX, placeOf, rulerMarks } from './lane.ts';
import type { Palette } from './palette.ts';
import { wholeBytes } from './words.ts';

/** Space for labels left and right of the lane, in CSS pixels. */
export const rulerMargin = 14;
export const rulerHeight = 36;

const labelsApart = 30;
const stripTop = 29;
const stripHeight = 4;

/** The number of a frame; shown large, the address, for there are places inside frames. */
function placeText({ pageSize, outer }: Lane, frame: number, fine: boolean): string {
  if (outer && pageSize) return wholeBytes(frame * pageSize);
  return fine && pageSize ? `0x${Math.round(frame * pageSize).toString(16)}` : String(frame);
}

function paintTicks(ctx: CanvasRenderingContext2D, lane: Lane, palette: Palette): void {
  ctx.font = `12px ${palette.mono}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  const fine = lane.window.to - lane.window.from < 4;
  const widest = ctx.measureText(placeText(lane, Math.floor(lane.window.to), fine)).width;
  ctx.fillStyle = palette.outline;
  ctx.fillRect(rulerMargin, 0, lane.width, 1);
  let free = -Infinity; // where the next label may begin: marks stand close around a cut
  for (const frame of rulerMarks(lane, widest + labelsApart)) {
    const x = rulerMargin + laneX(lane, frame);
    ctx.fillStyle = palette.outline;
    ctx.fillRect(Math.min(Math.round(x - 0.5), rulerMargin + lane.width - 1), 0, 1, 7);
    const label = placeText(lane, frame, fine);
    const half = ctx.measureText(label).width / 2;
    if (x - half < free) continue;
    free = x + half + 4;
    const most = lane.width + 2 * rulerMargin - half;
    ctx.fillStyle = palette.muted;
    ctx.fillText(label, Math.min(Math.max(x, half), most), 11);
  }
}

/** The whole segment as a hairline, the part that is shown as a bar on it. */
function paintStrip(ctx: CanvasRenderingContext2D, lane: Lane, frames: number, palette: Palette) {
  const from = placeOf(lane, lane.window.from);
  const to = placeOf(lane, lane.window.to);
  if (to - from >= frames || lane.outer) return;
  const scale = lane.width / frames;
  ctx.fillStyle = palette.line;
  ctx.fillRect(rulerMargin, stripTop + stripHeight / 2 - 0.5, lane.width, 1);
  ctx.fillStyle = palette.ink;
  const width = Math.max(6, (to - from) * scale);
  const left = Math.min(from * scale, lane.width - width);
  ctx.fillRect(rulerMargin + left, stripTop, width, stripHeight);
}

export function paintRuler(
  ctx: CanvasRenderingContext2D,
  lane: Lane,
  frames: number,
  palette: Palette,
): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.setTransform(lane.density, 0, 0, lane.density, 0, 0);
  paintTicks(ctx, lane.outer ? { ...lane, window: lane.outer } : lane, palette);
  paintStrip(ctx, lane, lane.axis?.length ?? frames, palette);
}
