/** How the types of mobility look: a letter, a colour and a pattern each, everywhere the same. */
import { MigrateType, typeLetters } from '../engine/linux-types.ts';
import type { Rect } from './paint-blocks.ts';
import type { Palette } from './palette.ts';
import { weave } from './patterns.ts';

export const letterOf = (type: number): string => typeLetters[type] ?? '?';

/** Bars, none, lines, checks. */
const patterns: Readonly<Record<number, number>> = {
  [MigrateType.Unmovable]: 1,
  [MigrateType.Reclaimable]: 2,
  [MigrateType.HighAtomic]: 3,
};

/** What is drawn thin or small. */
export function typeColour(type: number, palette: Palette): string {
  if (type === MigrateType.Unmovable) return palette.unmovable;
  if (type === MigrateType.Reclaimable) return palette.reclaimable;
  return type === MigrateType.HighAtomic ? palette.reserve : palette.freeTint;
}

/** What is filled, and written on. */
export function typeTint(type: number, palette: Palette): string {
  if (type === MigrateType.Unmovable) return palette.unmovableTint;
  if (type === MigrateType.Reclaimable) return palette.reclaimableTint;
  return type === MigrateType.HighAtomic ? palette.reserveTint : palette.paper;
}

/** Fills a rectangle with the pattern of a type; movable has none. */
export function weaveType(
  ctx: CanvasRenderingContext2D,
  type: number,
  rect: Rect,
  palette: Palette,
): void {
  const pattern = patterns[type];
  if (pattern !== undefined) weave(ctx, pattern, rect, typeColour(type, palette));
}
