/** Tells when the parts of an element that decide its layout change size. */
export class SizeWatch {
  private readonly seen = new Set<Element>();
  private readonly observer: ResizeObserver;

  constructor(changed: () => void) {
    this.observer = new ResizeObserver(changed);
  }

  /** Watches these and no others. Cheap to call after every render. */
  watch(parts: Iterable<Element>): void {
    const wanted = new Set(parts);
    for (const part of this.seen) if (!wanted.has(part)) this.observer.unobserve(part);
    for (const part of wanted) if (!this.seen.has(part)) this.observer.observe(part);
    this.seen.clear();
    for (const part of wanted) this.seen.add(part);
  }

  stop(): void {
    this.observer.disconnect();
    this.seen.clear();
  }
}

export interface PictureSize {
  readonly height: number;
  /** Width of the rows, and of a free list. */
  readonly lane: number;
  readonly side: number;
}

export function measured(host: HTMLElement & { readonly renderRoot: ParentNode }): PictureSize {
  const widthOf = (part: string) => host.renderRoot.querySelector(part)?.clientWidth ?? 0;
  return { height: host.clientHeight, lane: widthOf('.lane'), side: widthOf('.list') };
}

export const sameSize = (a: PictureSize, b: PictureSize): boolean =>
  a.height === b.height && a.lane === b.lane && a.side === b.side;

/** Pixels of a picture that are not rows: title, ruler, and on phones facts and a free list. */
const around = { wide: 32 + 36, compact: 32 + 36 + 28 + 34 };
/** Above `wide` pixels of lane, rows grow with the blocks. */
const rowLimits = { least: 13, most: 44, roomy: 92, wide: 1300 };

interface Shape {
  readonly compact: boolean;
  readonly roomy: boolean;
  readonly extra: { readonly stripHeight: number } | null;
}

/** Rows share the height that is there, within limits; beyond them the rows scroll. */
export function rowHeightOf(
  { compact, roomy, extra }: Shape,
  size: { readonly height: number; readonly lane: number },
  rows: number,
): number {
  const rest = (compact ? around.compact : around.wide) + (extra?.stripHeight ?? 0);
  const fits = Math.floor((size.height - rest) / rows);
  const most = roomy || size.lane > rowLimits.wide ? rowLimits.roomy : rowLimits.most;
  return Math.min(Math.max(fits, rowLimits.least), most);
}
