/**
 * Where large holes have no memory, the picture leaves most of them out: x is still the address,
 * but the inside of such a hole takes less room than memory of the same size would.
 *
 *   frame   0 ───── 65536 ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ 1048576 ───── 1114112
 *   place   0 ───── 65536 ┈┈ 73728 ───── 139264
 */
import type { FrameRun } from '../engine/linux-types.ts';
import type { Axis } from './lane.ts';

/** A hole is cut if it is larger than this share of the memory, and then shown as so large. */
const large = 1 / 6;
const shown = 1 / 16;

interface Part {
  readonly frame: number;
  readonly place: number;
  /** Places for each frame from here on. */
  readonly slope: number;
}

/** Null if nothing need be left out. */
export function axisOf(frames: number, holes: readonly FrameRun[]): Axis | null {
  const memory = frames - holes.reduce((sum, { start, end }) => sum + end - start, 0);
  const cuts = holes.filter(({ start, end }) => end - start > memory * large);
  if (cuts.length === 0 || memory <= 0) return null;
  const kept = Math.max(1, Math.round(memory * shown));
  const parts: Part[] = [{ frame: 0, place: 0, slope: 1 }];
  const add = (frame: number, slope: number): void => {
    const last = parts.at(-1) as Part;
    const place = last.place + (frame - last.frame) * last.slope;
    if (last.frame === frame) parts.pop();
    parts.push({ frame, place, slope });
  };
  for (const { start, end } of cuts) {
    add(start, kept / (end - start));
    add(end, 1);
  }
  const find = (value: number, of: 'frame' | 'place'): Part =>
    parts.findLast((part) => part[of] <= value) ?? (parts[0] as Part);
  const place = (frame: number): number => {
    const part = find(frame, 'frame');
    return part.place + (frame - part.frame) * part.slope;
  };
  return {
    length: place(frames),
    place,
    frame: (at) => {
      const part = find(at, 'place');
      return part.frame + (at - part.place) / part.slope;
    },
    isCut: (frame) => cuts.some(({ start, end }) => frame > start && frame < end),
  };
}
