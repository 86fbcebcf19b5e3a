/**
 * The coordinate spaces of the picture.
 *
 *   frame   a page frame number; fractional while zooming
 *   lane    CSS pixels; x from the left edge of the rows, y from the top of the top order's row
 *   device  pixels of the canvas: lane × `density`
 */

/** The part of the segment that is shown; `to` is exclusive. */
export interface FrameWindow {
  readonly from: number;
  readonly to: number;
}

/** Leaves out most of the large holes: a place is where a frame lies with them left out. */
export interface Axis {
  /** Places there are. */
  readonly length: number;
  place(frame: number): number;
  frame(place: number): number;
  /** Whether a frame lies in a hole that is left out. */
  isCut(frame: number): boolean;
}

export interface Lane {
  readonly window: FrameWindow;
  /** CSS pixels. */
  readonly width: number;
  readonly rowHeight: number;
  readonly topOrder: number;
  /** Device pixels per CSS pixel. */
  readonly density: number;
  /** Bytes of a frame: with it the ruler goes down to bytes. */
  readonly pageSize?: number;
  /** Null: all frames are as wide as each other. */
  readonly axis?: Axis | null;
  /** Zoomed out of the segment: what the ruler shows, in page frames of the machine. */
  readonly outer?: FrameWindow | null;
}

/** Whether both draw everything at the same place. */
export const sameLane = (a: Lane, b: Lane): boolean =>
  a.window.from === b.window.from &&
  a.window.to === b.window.to &&
  (Object.keys(a) as (keyof Lane)[]).every((key) => key === 'window' || a[key] === b[key]);

/** A block at its place; zooming goes by places, which are frames where nothing is left out. */
export const placedOn = <B extends { readonly pfn: number } | null>(
  axis: Axis | null | undefined,
  block: B,
): B => (axis && block ? { ...block, pfn: axis.place(block.pfn) } : block);

/** The frames of a window of places. */
export const windowOn = (axis: Axis | null | undefined, { from, to }: FrameWindow): FrameWindow =>
  axis ? { from: axis.frame(from), to: axis.frame(to) } : { from, to };

/** No closer than this many page frames across the lane, where bytes are not known. */
export const fewestFrames = 8;
/** And no closer than this many bytes, where they are. */
const fewestBytes = 64;

export const leastSpan = (pageSize: number): number => fewestBytes / pageSize;

export const placeOf = (lane: Lane, frame: number): number => lane.axis?.place(frame) ?? frame;

export const frameWidth = (lane: Lane): number =>
  lane.width / (placeOf(lane, lane.window.to) - placeOf(lane, lane.window.from));

export const laneX = (lane: Lane, frame: number): number =>
  (placeOf(lane, frame) - placeOf(lane, lane.window.from)) * frameWidth(lane);

export const frameAt = (lane: Lane, x: number): number => {
  const place = placeOf(lane, lane.window.from) + x / frameWidth(lane);
  return Math.floor(lane.axis?.frame(place) ?? place);
};

export const rowTop = (lane: Lane, order: number): number =>
  (lane.topOrder - order) * lane.rowHeight;

/** The order of the row at a height, or -1 outside the rows. */
export function orderAt(lane: Lane, y: number): number {
  const order = lane.topOrder - Math.floor(y / lane.rowHeight);
  return order >= 0 && order <= lane.topOrder ? order : -1;
}

/** Rows whose blocks are narrower than a device pixel are drawn as bands, not block by block. */
export const isBand = (lane: Lane, order: number): boolean =>
  2 ** order * frameWidth(lane) * lane.density < 1;

/** Moves and shrinks a window so that it lies in the segment. */
export function fitWindow(window: FrameWindow, frames: number, fewest = fewestFrames): FrameWindow {
  const least = Math.min(fewest, frames);
  const span = Math.min(Math.max(window.to - window.from, least), frames);
  const from = Math.min(Math.max(window.from, 0), frames - span);
  return { from, to: from + span };
}

/** Shows `1/factor` as many frames, keeping `frame` where it is. */
export function zoomWindow(
  window: FrameWindow,
  frames: number,
  frame: number,
  factor: number,
  fewest = fewestFrames,
): FrameWindow {
  const span = window.to - window.from;
  const least = Math.min(fewest, frames);
  const wanted = Math.min(Math.max(span / factor, least), frames);
  const share = (frame - window.from) / span;
  const from = frame - share * wanted;
  return fitWindow({ from, to: from + wanted }, frames, fewest);
}

export const panWindow = (window: FrameWindow, frames: number, by: number): FrameWindow =>
  fitWindow({ from: window.from + by, to: window.to + by }, frames, window.to - window.from);

/** The least move that shows [from, to), with a margin; the same window if it is shown already. */
export function revealInWindow(
  window: FrameWindow,
  frames: number,
  from: number,
  to: number,
): FrameWindow {
  if (from >= window.from && to <= window.to) return window;
  const span = window.to - window.from;
  if (to - from >= span)
    return fitWindow({ from, to: from + Math.max(span, to - from) }, frames, span);
  const margin = Math.min(span / 8, (span - (to - from)) / 2);
  const start = from < window.from ? from - margin : to + margin - span;
  return fitWindow({ from: start, to: start + span }, frames, span);
}

/** Frames between two marks of the ruler: a power of two, marks at least `apart` pixels apart. */
export function rulerStep(lane: Lane, apart: number): number {
  const least = apart / frameWidth(lane);
  const finest = -Math.log2(lane.pageSize ?? 1);
  return 2 ** Math.max(finest, Math.ceil(Math.log2(least)));
}

/** The frames marked on the ruler, the window's end included where a step falls on it. */
export function rulerMarks(lane: Lane, apart: number): number[] {
  const step = rulerStep(lane, apart);
  const marks: number[] = [];
  for (let at = Math.ceil(lane.window.from / step) * step; at <= lane.window.to; at += step) {
    if (!lane.axis?.isCut(at)) marks.push(at);
  }
  return marks;
}
