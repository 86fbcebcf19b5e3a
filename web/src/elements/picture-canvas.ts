/** The three canvases of the picture: blocks, marks over them, ruler. Repaints what has changed. */
import type { SlabDetail, Snapshot } from '../engine/snapshot-types.ts';
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
  /** The slabs that can be shown opened. */
  readonly slabs: ReadonlyMap<number, SlabDetail> | null;
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

/** How blocks move comes after the first picture; without it they just change. */
type Motion = typeof import('../render/motion.ts');
type Fine = typeof import('../render/paint-inside.ts');

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export class PictureCanvas {
  private painted: Scenery | null = null;
  private palette: Palette | null = null;
  private motion: Motion | null = null;
  private fine: Fine | null = null;
  private asked = false;
  private frame = 0;
  private marks: Marks | null = null;

  constructor(private readonly host: HTMLElement & { readonly renderRoot: ParentNode }) {}

  /** The colours may have changed: read them again at the next paint. */
  forget(): void {
    this.palette = null;
    this.painted = null;
  }

  /** Ends what is moving. */
  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private loadMotion(): void {
    if (this.asked) return;
    this.asked = true;
    Promise.all([import('../render/motion.ts'), import('../render/paint-inside.ts')]).then(
      ([motion, fine]) => {
        this.motion = motion;
        this.fine = fine;
      },
      () => {}, // no network: blocks just change, and stay closed
    );
  }

  paint(scenery: Scenery, marks: Marks): void {
    this.palette ??= readPalette(getComputedStyle(this.host));
    this.marks = marks;
    const { snapshot, lane } = scenery;
    const root = this.host.renderRoot;
    const [blocks, over, ruler] = ['blocks', 'marks', 'scale'].map((name) => context(root, name));
    if (!blocks || !over || !ruler || lane.width <= 0) return;
    const height = lane.rowHeight * (lane.topOrder + 1);
    const resized = sizeCanvas(blocks.canvas, lane.width, height, lane.density);
    sizeCanvas(over.canvas, lane.width, height, lane.density);
    sizeCanvas(ruler.canvas, lane.width + 2 * rulerMargin, rulerHeight, lane.density);
    const before = this.painted;
    if (resized || !this.isPainted(scenery)) {
      this.stop();
      this.painted = scenery;
      paintRuler(ruler, lane, snapshot.frames, this.palette);
      if (lane.outer) return;
      if (!resized && before && this.move(before, scenery, blocks, over, marks)) return;
      this.paintAll(blocks, scenery, this.palette);
    } else if (this.frame) return; // what moves paints the marks as well
    paintMarks(over, snapshot, lane, this.palette, marks);
    this.loadMotion();
  }

  private paintAll(
    ctx: CanvasRenderingContext2D,
    { snapshot, names, lane, slabs }: Scenery,
    palette: Palette,
  ): void {
    paintLane(ctx, snapshot, lane, palette, names);
    if (slabs) this.fine?.paintInside(ctx, lane, palette, { snapshot, names, slabs });
  }

  /** Moves from the picture before to this one, if one cause lies between; else false. */
  private move(
    before: Scenery,
    scenery: Scenery,
    blocks: CanvasRenderingContext2D,
    over: CanvasRenderingContext2D,
    marks: Marks,
  ): boolean {
    const { motion, palette } = this;
    const { snapshot, names, lane } = scenery;
    if (!motion || !palette || before.lane !== lane || isCalm()) return false;
    const parting = motion.partingBetween(before.snapshot, snapshot);
    if (!parting) return false;
    const moving = motion.movingIn(parting);
    const still = { ...marks, path: null, now: marks.now.filter(({ pfn }) => !moving.has(pfn)) };
    paintLane(blocks, snapshot, lane, palette, names, moving);
    const began = performance.now();
    const step = (): void => {
      const share = (performance.now() - began) / motion.motionTime;
      if (share < 1) {
        paintMarks(over, snapshot, lane, palette, still);
        motion.paintParting(over, lane, palette, names, parting, Math.max(0, share));
        this.frame = requestAnimationFrame(step);
        return;
      }
      this.frame = 0;
      this.paintAll(blocks, scenery, palette);
      paintMarks(over, snapshot, lane, palette, this.marks ?? marks);
    };
    step();
    return true;
  }

  private isPainted({ snapshot, names, lane }: Scenery): boolean {
    const old = this.painted;
    return old?.snapshot === snapshot && old.names === names && old.lane === lane;
  }
}
