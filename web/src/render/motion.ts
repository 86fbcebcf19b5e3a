/**
 * Splits open and merges close: what lies between two pictures that one cause separates.
 *
 *   order 4   [        16        ]        level 0: 24 comes down, the rest with it
 *   order 3   [   ·    ][   24   ]        level 1: 20 comes down …
 *   order 2   [ · ][ 20 ]
 *
 * A merge is the same, backwards; so is a step back. Anything else just changes.
 */
import { type Block, FrameKind, type Snapshot } from '../engine/snapshot-types.ts';
import { blockAt, blocksIn, type Frames, framesOf } from './blocks.ts';
import type { Lane } from './lane.ts';
import { type Labels, paintBlock } from './paint-blocks.ts';
import type { Palette } from './palette.ts';

export interface Parting {
  readonly whole: Block;
  /** One of each order below the whole, two of the lowest; largest first. */
  readonly parts: readonly Block[];
  /** Whether the whole becomes the parts; else they become the whole. */
  readonly opens: boolean;
}

/** All of it together, however many splits a step holds. */
export const motionTime = 240;

/** First frame at which two pictures differ, and the one behind the last; null if nowhere. */
function difference(before: Uint8Array, after: Uint8Array): [number, number] | null {
  let from = 0;
  while (from < after.length && before[from] === after[from]) from += 1;
  if (from === after.length) return null;
  let to = after.length;
  while (before[to - 1] === after[to - 1]) to -= 1;
  return [from, to];
}

/** Parts in the order in which they split off, if splitting one block again and again made them. */
function chainOf(whole: Block, frames: Frames): Block[] | null {
  const end = whole.pfn + framesOf(whole);
  const parts = blocksIn(frames, whole.pfn, end, whole.order + 2);
  parts.sort((a, b) => b.order - a.order || b.pfn - a.pfn);
  const last = parts.length - 1;
  const right = parts.every(({ order }, index) =>
    index < last ? order === whole.order - 1 - index : order === parts[last - 1]?.order,
  );
  return right && last > 0 ? parts : null;
}

export function partingBetween(before: Snapshot, after: Snapshot): Parting | null {
  if (before.frames !== after.frames) return null;
  const changed = difference(before.states, after.states);
  if (!changed) return null;
  const [from, to] = changed;
  const old = blockAt(before, from);
  const now = blockAt(after, from);
  if (!old || !now || old.order === now.order) return null;
  const opens = old.order > now.order;
  const whole = opens ? old : now;
  if (from < whole.pfn || to > whole.pfn + framesOf(whole)) return null;
  const parts = chainOf(whole, opens ? after : before);
  return parts && { whole, parts, opens };
}

/** Head frames of the blocks that move, in the picture that is coming. */
export const movingIn = ({ whole, parts, opens }: Parting): ReadonlySet<number> =>
  new Set(opens ? parts.map(({ pfn }) => pfn) : [whole.pfn]);

const ease = (t: number): number => 1 - (1 - t) ** 3;

/** What moves, at a share of the time; whatever does not move is painted already. */
export function paintParting(
  ctx: CanvasRenderingContext2D,
  lane: Lane,
  palette: Palette,
  labels: Labels,
  { whole, parts, opens }: Parting,
  share: number,
): void {
  const levels = parts.length - 1;
  const open = (opens ? share : 1 - share) * levels;
  const level = Math.min(Math.floor(open), levels - 1);
  const up = (1 - ease(open - level)) * lane.rowHeight;
  const paint = (block: Block, rise: number): void => {
    ctx.save();
    ctx.translate(0, -rise);
    paintBlock(ctx, block, lane, palette, labels);
    ctx.restore();
  };
  for (const part of parts.slice(0, level)) paint(part, 0);
  const part = parts[level];
  if (!part) return;
  const rest = parts.slice(level + 1);
  const pfn = Math.min(...rest.map((block) => block.pfn));
  const kind = rest.length === 1 ? (rest[0]?.kind ?? whole.kind) : FrameKind.InTransit;
  paint(part, up);
  paint({ pfn, order: part.order, kind }, up);
}
