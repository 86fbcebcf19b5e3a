/** What is on the page as one drawing, for slides and paper: the segment, the caches, every byte. */
import type { SlabDetail, Snapshot } from '../engine/snapshot-types.ts';
import { message } from '../messages/messages.ts';
import { figureBytes } from './figure-bytes.ts';
import { figureCaches } from './figure-caches.ts';
import { figureSegment } from './figure-segment.ts';
import type { NameBook } from './names.ts';
import type { Marks } from './paint-marks.ts';
import type { Palette } from './palette.ts';
import { SvgContext } from './svg-context.ts';

export const figureViews = ['all', 'segment', 'caches', 'bytes', 'strip'] as const;
export type FigureView = (typeof figureViews)[number];

/** One moment, with everything that is said of it. */
export interface FigureScene {
  readonly snapshot: Snapshot;
  readonly names: NameBook;
  readonly marks: Marks;
  readonly slabs: ReadonlyMap<number, SlabDetail>;
  readonly objects: readonly { readonly pfn: number; readonly index: number }[];
  readonly command: string;
  readonly sentence: string;
  /** `command 31 of 50 · event 21 of 21`. */
  readonly place: string;
}

/** What draws a part: returns the height it took. */
export interface Pen {
  readonly ctx: SvgContext;
  readonly palette: Palette;
  readonly width: number;
}

export const figureWidth = 960;
const margin = 24;
const gap = 26;

/** The painters know a canvas; the pen offers what they use of it. */
export const canvasOf = (ctx: SvgContext): CanvasRenderingContext2D =>
  ctx as unknown as CanvasRenderingContext2D;

export function write(
  { ctx }: Pen,
  text: string,
  x: number,
  y: number,
  font: string,
  colour: string,
): void {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.textAlign = 'start';
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(text, x, y);
}

/** The sentence and where it stands, above what it is about. */
function caption(pen: Pen, scene: FigureScene): number {
  const { palette, ctx, width } = pen;
  const sentence = scene.sentence || scene.command || message('app.start');
  write(pen, sentence, 0, 16, `600 16px ${palette.sans}`, palette.ink);
  write(pen, scene.command, 0, 36, `12px ${palette.mono}`, palette.muted);
  ctx.font = `12px ${palette.sans}`;
  const at = width - ctx.measureText(scene.place).width;
  write(pen, scene.place, at, 36, `12px ${palette.sans}`, palette.muted);
  return 44;
}

type Part = (pen: Pen, scene: FigureScene) => number;

const partsOf: Readonly<Record<Exclude<FigureView, 'strip'>, readonly Part[]>> = {
  all: [caption, figureSegment, figureCaches, figureBytes],
  segment: [caption, figureSegment],
  caches: [caption, figureCaches],
  bytes: [caption, figureBytes],
};

/** Several moments one below the other, oldest first. */
const stripParts: readonly Part[] = [caption, (pen, scene) => figureSegment(pen, scene, 22)];

/** An SVG document of one moment, or for `strip` of all of them. */
export function figure(
  view: FigureView,
  scenes: readonly FigureScene[],
  palette: Palette,
  measure: (text: string, font: string) => number,
): string {
  const ctx = new SvgContext(measure);
  const pen: Pen = { ctx, palette, width: figureWidth - 2 * margin };
  const shown = view === 'strip' ? scenes : scenes.slice(0, 1);
  let y = margin;
  for (const scene of shown) {
    for (const part of view === 'strip' ? stripParts : partsOf[view]) {
      ctx.at(margin, y, () => {
        y += part(pen, scene) + (part === caption ? 4 : gap);
      });
    }
  }
  const about = shown.map(({ place, sentence }) => `${place}: ${sentence}`).join('\n');
  return ctx.document(figureWidth, y, message('app.name'), about, palette.paper);
}
