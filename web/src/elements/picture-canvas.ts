/** The three canvases of the picture: blocks, marks over them, ruler. Repaints what has changed. */
import type { Snapshot } from '../engine/snapshot-types.ts';
import type { Lane } from '../render/lane.ts';
import type { NameBook } from '../render/names.ts';
import { paintLane } from '../render/paint-lane.ts';
import { type Marks, paintMarks } from '../render/paint-marks.ts';
import { paintRuler, rulerHeight, rulerMargin } from '../render/paint-ruler.ts';
import { type Palette, readPalette } from '../render/palette.ts';

export interface Scenery {
  readonly snapshot: Snapshot;
  readonly names: NameBook;
  readonly lane: Lane;
}

function sizeCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  density: number,
): boolean {
  const across = Math.round(width * density);
  const down = Math.round(height * density);
  if (canvas.width === across && canvas.height === down) return false;
  canvas.width = across;
  canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return true;
}

function context(root: ParentNode, name: string): CanvasRenderingContext2D | null {
  return root.querySelector<HTMLCanvasElement>(`canvas.${name}`)?.getContext('2d') ?? null;
}

export class PictureCanvas {
  private painted: Scenery | null = null;
  private palette: Palette | null = null;

  constructor(private readonly host: HTMLElement & { readonly renderRoot: ParentNode }) {}

  /** The colours may have changed: read them again at the next paint. */
  forget(): void {
    this.palette = null;
    this.painted = null;
  }

  paint(scenery: Scenery, marks: Marks): void {
    this.palette ??= readPalette(getComputedStyle(this.host));
    const { snapshot, names, lane } = scenery;
    const root = this.host.renderRoot;
    const [blocks, over, ruler] = ['blocks', 'marks', 'scale'].map((name) => context(root, name));
    if (!blocks || !over || !ruler || lane.width <= 0) return;
    const height = lane.rowHeight * (lane.topOrder + 1);
    const resized = sizeCanvas(blocks.canvas, lane.width, height, lane.density);
    sizeCanvas(over.canvas, lane.width, height, lane.density);
    sizeCanvas(ruler.canvas, lane.width + 2 * rulerMargin, rulerHeight, lane.density);
    if (resized || !this.isPainted(scenery)) {
      paintLane(blocks, snapshot, lane, this.palette, names);
      paintRuler(ruler, lane, snapshot.frames, this.palette);
      this.painted = scenery;
    }
    paintMarks(over, snapshot, lane, this.palette, marks);
  }

  private isPainted({ snapshot, names, lane }: Scenery): boolean {
    const old = this.painted;
    return old?.snapshot === snapshot && old.names === names && old.lane === lane;
  }
}
