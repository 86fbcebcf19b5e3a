/**
 * What lies around the segment: an example machine, and the memory hierarchy that it is a part of.
 * Every level has addresses of its own, from 0; all are drawn to one scale, in page frames.
 *
 *   memory     [ kernel |segment| processes | files | free | … ]
 *   window     in frames of the segment; negative: before its first
 */
import type { FrameWindow } from './lane.ts';

/** All in page frames. */
export interface Around {
  /** Of the segment. */
  readonly frames: number;
  /** Where in memory the segment begins. */
  readonly base: number;
  /** Of main memory. */
  readonly memory: number;
  /** Of the largest level. */
  readonly all: number;
}

const leastMemory = 8 * 2 ** 30;
const diskOverMemory = 128;
/** The part of memory below the kernel's segment. */
const below = 1 / 128;
/** Nobody sees less than this share of a window. */
const slight = 1e-9;

/** The least machine that the segment is a small part of. */
export function around(frames: number, pageSize: number): Around {
  const memory = Math.max(leastMemory / pageSize, frames * 4);
  return { frames, memory, base: Math.max(memory * below, frames), all: memory * diskOverMemory };
}

/** The windows at which zooming outwards stops: the segment, its machine, the whole hierarchy. */
export function stops({ frames, base, memory, all }: Around): readonly FrameWindow[] {
  const from = -base;
  return [
    { from: 0, to: frames },
    { from, to: from + memory },
    { from, to: from + all },
  ];
}

const spanOf = ({ from, to }: FrameWindow): number => to - from;

/** The next stop outwards or inwards; null beyond the last. */
export function nextStop(
  place: Around,
  window: FrameWindow,
  way: 'out' | 'in',
): FrameWindow | null {
  const span = spanOf(window);
  const found = stops(place).filter((stop) =>
    way === 'out' ? spanOf(stop) > span * (1 + slight) : spanOf(stop) < span * (1 - slight),
  );
  return found.at(way === 'out' ? 0 : -1) ?? null;
}

/** Moves and shrinks a window so that it lies in what there is around the segment. */
export function fitWorld({ from, to }: FrameWindow, { base, all }: Around): FrameWindow {
  const span = Math.min(to - from, all);
  const start = Math.min(Math.max(from, -base), all - base - span);
  return { from: start, to: start + span };
}

/** Whether a window shows more than memory. */
export const isBeyondMemory = (place: Around, window: FrameWindow): boolean =>
  spanOf(window) > place.memory * (1 + slight);

/** The window at a share (0 to 1) of a flight: as if one zoomed about the place that stays. */
export function flown(a: FrameWindow, b: FrameWindow, share: number): FrameWindow {
  const [before, after] = [spanOf(a), spanOf(b)];
  if (before === after || share >= 1) return share < 1 ? a : b;
  const span = before * (after / before) ** share;
  const still = (a.from * after - b.from * before) / (after - before);
  const from = still - ((still - a.from) / before) * span;
  return { from, to: from + span };
}
