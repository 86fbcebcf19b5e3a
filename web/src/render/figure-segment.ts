/** The picture of an exported figure: orders, rows, ruler, free lists; painted as on the page. */
import type { FreeArea } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { formatBytes } from '../messages/quantities.ts';
import { canvasOf, type FigureScene, type Pen, write } from './figure.ts';
import { type Lane, rowTop } from './lane.ts';
import { paintLane } from './paint-lane.ts';
import { buddyPlace, paintMarks } from './paint-marks.ts';
import { paintRuler, rulerHeight, rulerMargin } from './paint-ruler.ts';
import { shortBytes } from './words.ts';

const gutter = 76;
const side = 190;
const between = 28;
const titleHeight = 30;

function paintOrders(pen: Pen, lane: Lane, pageSize: number): void {
  const { ctx, palette } = pen;
  for (let order = 0; order <= lane.topOrder; order += 1) {
    const y = rowTop(lane, order) + lane.rowHeight / 2;
    ctx.textAlign = 'end';
    ctx.textBaseline = 'middle';
    ctx.font = `12px ${palette.mono}`;
    ctx.fillStyle = palette.muted;
    ctx.fillText(shortBytes(2 ** order * pageSize), gutter - 34, y);
    ctx.font = `600 13px ${palette.sans}`;
    ctx.fillStyle = palette.ink;
    ctx.fillText(String(order), gutter - 10, y);
  }
}

function paintChip(pen: Pen, scene: FigureScene, pfn: number, x: number, y: number): number {
  const { ctx, palette } = pen;
  const now = scene.marks.now.some((block) => block.pfn === pfn);
  const buddy = buddyPlace(scene.snapshot, scene.marks.selected)?.pfn === pfn;
  ctx.font = `12px ${palette.mono}`;
  const width = Math.max(30, ctx.measureText(String(pfn)).width + 14);
  ctx.beginPath();
  ctx.roundRect(x, y - 10, width, 20, 4);
  ctx.lineWidth = now || buddy ? 2 : 1;
  ctx.strokeStyle = now ? palette.now : buddy ? palette.buddy : palette.outline;
  ctx.stroke();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.ink;
  ctx.fillText(String(pfn), x + width / 2, y);
  return width + 6;
}

function paintList(pen: Pen, scene: FigureScene, area: FreeArea, y: number): void {
  let x = 0;
  let shown = 0;
  for (const pfn of area.list) {
    if (x + 90 > side && shown + 1 < area.nrFree) break;
    x += paintChip(pen, scene, pfn, x, y);
    shown += 1;
  }
  const rest =
    area.nrFree === 0
      ? '—'
      : area.nrFree > shown
        ? message('more', { n: area.nrFree - shown })
        : '';
  const { palette } = pen;
  if (rest) write(pen, rest, x + 2, y + 4, `12px ${palette.sans}`, palette.muted);
}

export function figureSegment(pen: Pen, scene: FigureScene, rowHeight = 32): number {
  const { ctx, palette, width } = pen;
  const { snapshot, names, marks } = scene;
  const lane: Lane = {
    window: { from: 0, to: snapshot.frames },
    width: width - gutter - between - side,
    rowHeight: snapshot.topOrder > 12 ? Math.min(rowHeight, 24) : rowHeight,
    topOrder: snapshot.topOrder,
    density: 1,
  };
  const { frames, pageSize } = snapshot;
  const bold = `600 13px ${palette.sans}`;
  const title = message('picture.title', { frames, bytes: formatBytes(frames * pageSize) });
  write(pen, title, gutter, 16, bold, palette.ink);
  write(pen, message('picture.free_lists'), width - side, 16, bold, palette.muted);
  const rows = lane.rowHeight * (lane.topOrder + 1);
  const canvas = canvasOf(ctx);
  ctx.at(0, titleHeight, () => paintOrders(pen, lane, pageSize));
  ctx.at(gutter, titleHeight, () => {
    paintLane(canvas, snapshot, lane, palette, names);
    paintMarks(canvas, snapshot, lane, palette, marks);
  });
  ctx.at(width - side, titleHeight, () => {
    for (const area of snapshot.areas) {
      paintList(pen, scene, area, rowTop(lane, area.order) + lane.rowHeight / 2);
    }
  });
  ctx.at(gutter - rulerMargin, titleHeight + rows, () => paintRuler(canvas, lane, frames, palette));
  return titleHeight + rows + rulerHeight - 8;
}
