/**
 * How the machine and the memory hierarchy are laid out around the segment. Pure: from a window and
 * a place in pixels. Zooming out, the rows of the segment shrink together into a part of memory,
 * and memory into one level of four.
 */
import type { Around } from './around.ts';
import type { FrameWindow } from './lane.ts';

/** From fast to slow. */
export const levelNames = ['cache', 'main', 'disk', 'removable'] as const;
export type LevelName = (typeof levelNames)[number];

export type Holder = 'kernel' | 'segment' | 'processes' | 'files' | 'free';

/** Page frames of memory that have one holder; `to` is exclusive. */
export interface Area {
  readonly holder: Holder;
  readonly from: number;
  readonly to: number;
}

/** How an example machine's memory is shared out above the segment, in 128ths of it. */
const mix: readonly (readonly [Holder, number])[] = [
  ['processes', 24],
  ['files', 8],
  ['processes', 8],
  ['free', 4],
  ['files', 20],
  ['processes', 12],
  ['free', 8],
  ['files', 8],
  ['processes', 16],
  ['free', 19],
];

/** Every frame of memory has exactly one holder; in address order. */
export function areasOf({ base, frames, memory }: Around): readonly Area[] {
  const above = base + frames;
  const areas: Area[] = [
    { holder: 'kernel', from: 0, to: base },
    { holder: 'segment', from: base, to: above },
  ];
  const all = mix.reduce((sum, [, weight]) => sum + weight, 0);
  const share = frames <= memory / 128 ? memory / 128 : (memory - above) / all;
  let left = all;
  let from = above;
  for (const [holder, weight] of mix) {
    left -= weight;
    const to = Math.round(memory - left * share);
    areas.push({ holder, from, to });
    from = to;
  }
  return areas;
}

/** Page frames by holder. */
export function holdings(place: Around): ReadonlyMap<Holder, number> {
  const held = new Map<Holder, number>();
  for (const { holder, from, to } of areasOf(place)) {
    held.set(holder, (held.get(holder) ?? 0) + to - from);
  }
  return held;
}

/** Page frames of each level. */
export function levelSizes({ memory, all }: Around): Readonly<Record<LevelName, number>> {
  return { cache: memory / 1024, main: memory, disk: all, removable: all / 16 };
}

/** CSS pixels, from the left and the top of the lane. */
export interface Band {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0: not to be seen; 1: fully there. */
  readonly shown: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Space for a name above a level, and for what points at the segment below memory. */
export const nameHeight = 20;
export const pointerHeight = 26;

const lerp = (a: number, b: number, share: number): number => a + (b - a) * share;

/** How far a span is from one to a larger one, 0 to 1, doubling by doubling. */
function wayBetween(span: number, from: number, to: number): number {
  const way = Math.log(span / from) / Math.log(to / from);
  return Math.min(1, Math.max(0, way));
}

/** 0 at the segment, 1 at its machine, 2 at the hierarchy. */
export function depthOf({ frames, memory, all }: Around, { from, to }: FrameWindow): number {
  const span = to - from;
  return wayBetween(span, frames, memory) + wayBetween(span, memory, all);
}

/** A little beyond the lane, so that edges out of sight stay out of sight. */
const beyond = 4;

/** Where frames of a level lie across the lane, as far as they can be seen. */
export function across(
  place: Around,
  window: FrameWindow,
  width: number,
  from: number,
  to: number,
): Pick<Band, 'x' | 'width'> {
  const scale = width / (window.to - window.from);
  const origin = window.from + place.base;
  const clip = (x: number) => Math.min(Math.max(x, -beyond), width + beyond);
  const left = clip((from - origin) * scale);
  return { x: left, width: clip((to - origin) * scale) - left };
}

/** How far names have come when the segment has been left: 0 to 1, early on the way. */
export const arrival = (depth: number): number => Math.min(1, depth * 5);

/** Top and height of memory: the whole lane, most of it, then one of the four levels. */
function memoryPlace(depth: number, height: number): readonly [top: number, high: number] {
  const slot = height / levelNames.length;
  const own = height - nameHeight - pointerHeight;
  const out = arrival(depth);
  const far = Math.max(0, depth - 1);
  const top = lerp(lerp(0, nameHeight, out), slot + nameHeight, far);
  return [top, lerp(lerp(height, own, out), slot - nameHeight - 4, far)];
}

export function levelBand(
  name: LevelName,
  place: Around,
  window: FrameWindow,
  { width, height }: Size,
): Band {
  const depth = depthOf(place, window);
  const [top, high] = memoryPlace(depth, height);
  const x = across(place, window, width, 0, levelSizes(place)[name]);
  if (name === 'main') return { ...x, y: top, height: high, shown: arrival(depth) };
  const far = Math.max(0, depth - 1);
  const slot = height / levelNames.length;
  const own = levelNames.indexOf(name) * slot + nameHeight;
  const away = name === 'cache' ? -slot : height + slot;
  return { ...x, y: lerp(away, own, far), height: slot - nameHeight - 4, shown: far };
}

/** Where the segment lies in the band of memory. */
export function segmentBand(place: Around, window: FrameWindow, size: Size): Band {
  const { base, frames } = place;
  const memory = levelBand('main', place, window, size);
  return { ...memory, ...across(place, window, size.width, base, base + frames) };
}
