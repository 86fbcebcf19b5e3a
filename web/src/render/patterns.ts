/** Patterns: what colour says, they say again, and they tell caches of one colour apart. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A context that can fill with tiles by itself, as SVG can. */
interface Tiling {
  tile(name: string, area: Area, size: number, content: string): void;
}

const tilingOf = (ctx: object): Tiling | null => ('tile' in ctx ? (ctx as Tiling) : null);

/** Diagonal lines inside a rectangle: waste. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  const apart = 5;
  const lines = `<path d="M-1 6 6 -1M-1 1 1 -1M4 6 6 4" stroke="${colour}" stroke-width="1.2"/>`;
  const tiling = tilingOf(ctx);
  if (tiling) {
    tiling.tile(`hatch ${colour}`, { x, y, width, height }, apart, lines);
    return;
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let start = x - height; start < x + width; start += apart) {
    ctx.moveTo(start, y + height);
    ctx.lineTo(start + height, y);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.restore();
}

type Spot = readonly [x: number, y: number, width: number, height: number];

/** From one tile to the next, and what is painted on each: dots, bars, lines, checks, crosses. */
export const tileSize = 5;
const tiles: readonly (readonly Spot[])[] = [
  [[0, 0, 2, 2]],
  [[0, 0, 2, 5]],
  [[0, 0, 5, 2]],
  [
    [0, 0, 2.5, 2.5],
    [2.5, 2.5, 2.5, 2.5],
  ],
  [
    [1.5, 0, 1.2, 4.2],
    [0, 1.5, 4.2, 1.2],
  ],
  [
    [0, 0, 4, 1],
    [0, 0, 1, 4],
  ],
];

/**
 * Which pattern a cache has, for as long as it lives. The caches of kmalloc have the first 13
 * numbers, so that the first cache of a scenario gets the dots.
 */
export const patternOf = (cache: number): number => (cache + 5) % tiles.length;

/** One tile as an SVG path. */
export const tilePath = (pattern: number): string =>
  (tiles[pattern] ?? []).map(([x, y, w, h]) => `M${x} ${y}h${w}v${h}h${-w}z`).join('');

/** Fills a rectangle with the pattern of a cache, in whole tiles, centred. */
export function weave(
  ctx: CanvasRenderingContext2D,
  pattern: number,
  { x, y, width, height }: Area,
  colour: string,
): void {
  if (width < 4 || height < 4) return;
  const columns = Math.max(1, Math.floor((width - 3) / tileSize));
  const rows = Math.max(1, Math.floor((height - 3) / tileSize));
  const left = x + (width - (columns - 1) * tileSize - 2) / 2;
  const top = y + (height - (rows - 1) * tileSize - 2) / 2;
  const tiling = tilingOf(ctx);
  if (tiling) {
    const content = `<path d="${tilePath(pattern)}" fill="${colour}"/>`;
    const area = { x: left, y: top, width: columns * tileSize - 1, height: rows * tileSize - 1 };
    tiling.tile(`cache ${pattern} ${colour}`, area, tileSize, content);
    return;
  }
  ctx.fillStyle = colour;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (const [dx, dy, w, h] of tiles[pattern] ?? []) {
        const at = left + column * tileSize + dx;
        const wide = Math.min(w, x + width - at);
        const high = Math.min(h, y + height - (top + row * tileSize + dy));
        if (wide > 0 && high > 0) ctx.fillRect(at, top + row * tileSize + dy, wide, high);
      }
    }
  }
}
