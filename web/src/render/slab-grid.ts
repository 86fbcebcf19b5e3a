/** How the objects of a slab are laid out as dots on its card. Lengths in CSS pixels. */
export interface DotGrid {
  readonly count: number;
  readonly columns: number;
  /** Edge of a dot, and from one dot to the next. */
  readonly size: number;
  readonly pitch: number;
}

/** Above this many objects a card shows a bar instead of dots. */
export const mostDots = 512;

const scales = [
  { upTo: 48, size: 12, pitch: 15.5 },
  { upTo: 128, size: 8, pitch: 10.5 },
  { upTo: mostDots, size: 4.5, pitch: 6.5 },
];

/** Dots that fill lines of `width`; null where there are too many. */
export function dotGrid(count: number, width: number): DotGrid | null {
  const scale = scales.find(({ upTo }) => count <= upTo);
  if (!scale) return null;
  const columns = Math.max(1, Math.floor((width + scale.pitch - scale.size) / scale.pitch));
  return {
    count,
    columns: Math.min(columns, Math.max(1, count)),
    size: scale.size,
    pitch: scale.pitch,
  };
}

export const gridRows = ({ count, columns }: DotGrid): number => Math.ceil(count / columns);

export const gridHeight = (grid: DotGrid): number => gridRows(grid) * grid.pitch;

export function dotPlace(grid: DotGrid, index: number): { x: number; y: number } {
  return {
    x: (index % grid.columns) * grid.pitch,
    y: Math.floor(index / grid.columns) * grid.pitch,
  };
}

/** The object at a point, or -1. The gap right and below a dot belongs to it. */
export function dotAt(grid: DotGrid, x: number, y: number): number {
  const column = Math.floor(x / grid.pitch);
  const row = Math.floor(y / grid.pitch);
  const index = row * grid.columns + column;
  const inside = column >= 0 && column < grid.columns && row >= 0 && index < grid.count;
  return inside ? index : -1;
}

/** SVG path of the dots of some objects, `inset` inside their edges: two pixels a dot are cheap. */
export function dotsPath(grid: DotGrid, indices: Iterable<number>, inset = 0): string {
  const edge = grid.size - 2 * inset;
  let path = '';
  for (const index of indices) {
    const { x, y } = dotPlace(grid, index);
    path += `M${x + inset} ${y + inset}h${edge}v${edge}h${-edge}z`;
  }
  return path;
}
