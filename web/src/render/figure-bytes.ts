/** Every byte of an exported figure: the bar that adds up, and its legend. */
import { message } from '../messages/messages.ts';
import { formatBytes, number } from '../messages/quantities.ts';
import { canvasOf, type FigureScene, type Pen, write } from './figure.ts';
import { type LedgerPart, ledgerNames, ledgerParts, percentages } from './ledger-parts.ts';
import type { Palette } from './palette.ts';
import { hatch } from './patterns.ts';

interface Look {
  readonly fill: keyof Palette | null;
  readonly hatched: keyof Palette | null;
  readonly line: keyof Palette;
}

const looks: Readonly<Record<LedgerPart['look'], Look>> = {
  pages: { fill: 'pages', hatched: null, line: 'pages' },
  'pages-waste': { fill: 'pagesTint', hatched: 'pages', line: 'pages' },
  objects: { fill: 'slab', hatched: null, line: 'slab' },
  'objects-waste': { fill: null, hatched: 'slab', line: 'slab' },
  tail: { fill: null, hatched: 'slab', line: 'slab' },
  hollow: { fill: null, hatched: null, line: 'slab' },
  empty: { fill: 'slabDots', hatched: null, line: 'slab' },
  free: { fill: null, hatched: null, line: 'outline' },
};

function paintPart(
  pen: Pen,
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const { ctx, palette } = pen;
  if (look.fill) {
    ctx.fillStyle = palette[look.fill];
    ctx.fillRect(x, y, width, height);
  }
  if (look.hatched) hatch(canvasOf(ctx), x, y, width, height, palette[look.hatched]);
  ctx.beginPath();
  ctx.rect(x + 0.5, y + 0.5, Math.max(0, width - 1), height - 1);
  ctx.strokeStyle = palette[look.line];
  ctx.lineWidth = 1;
  ctx.stroke();
}

function paintLegend(pen: Pen, look: Look, text: string, x: number, y: number): number {
  const { ctx, palette } = pen;
  paintPart(pen, look, x, y - 10, 11, 11);
  write(pen, text, x + 17, y, `12px ${palette.sans}`, palette.ink);
  ctx.font = `12px ${palette.sans}`;
  return ctx.measureText(text).width + 36;
}

export function figureBytes(pen: Pen, { snapshot }: FigureScene): number {
  const { ctx, palette, width } = pen;
  const { ledger, caches } = snapshot;
  const parts = ledgerParts(ledger, caches);
  const shares = percentages(parts.map(({ bytes }) => bytes));
  const title = message('bytes.title_of', { bytes: formatBytes(ledger.total) });
  write(pen, title, 0, 16, `600 13px ${palette.sans}`, palette.ink);
  let from = 0;
  for (const { look, bytes } of parts) {
    const wide = (width * bytes) / Math.max(1, ledger.total);
    if (bytes > 0) paintPart(pen, looks[look], from, 26, wide, 22);
    from += wide;
  }
  let x = 0;
  let y = 70;
  parts.forEach(({ look }, index) => {
    const percent = message('percent', { n: number(shares[index] ?? 0, 1) });
    const text = `${message(ledgerNames[look])} ${percent}`;
    ctx.font = `12px ${palette.sans}`;
    if (x > 0 && x + ctx.measureText(text).width + 36 > width) {
      x = 0;
      y += 20;
    }
    x += paintLegend(pen, looks[look], text, x, y);
  });
  return y + 6;
}
