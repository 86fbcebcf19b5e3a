/**
 * The gauge of a zone's free pages: an axis of pages that gives most room to where watermarks lie.
 *
 *   0 ─┬─ below the marks ─┬─── min ─── low ─── high ───┬─ above, and what requests need ─┬─ more ─
 *      0                  16 %                        66 %                              84 %   100 %
 *
 * Each part is to scale in itself; where the scale changes the bar shows a break.
 */
import type { LinuxZone } from '../engine/linux-types.ts';

export interface Gauge {
  /** Where a number of pages lies, 0 to 1. */
  at(pages: number): number;
  /** Where the scale changes, 0 to 1. */
  readonly breaks: readonly number[];
}

type Marks = Pick<LinuxZone, 'min' | 'low' | 'high' | 'boost'>;

/** `need`: what the request under way must leave there; 0 for none. */
export function gaugeOf({ min, high, boost }: Marks, need: number): Gauge {
  const half = Math.max(1, (high - min) / 2);
  const first = Math.max(1, min + boost - half);
  const second = Math.max(first + 1, high + boost + half);
  const third = Math.max(second + 1, need * 1.1, (high + boost) * 1.5);
  const anchors: readonly (readonly [pages: number, share: number])[] = [
    [0, 0],
    [first, 0.16],
    [second, 0.66],
    [third, 0.84],
    [third * 8, 1],
  ];
  const at = (pages: number): number => {
    let [fromPages, fromShare] = [0, 0];
    for (const [toPages, toShare] of anchors.slice(1)) {
      if (pages <= toPages) {
        const inside = (Math.max(0, pages) - fromPages) / (toPages - fromPages);
        return fromShare + inside * (toShare - fromShare);
      }
      [fromPages, fromShare] = [toPages, toShare];
    }
    return 1;
  };
  return { at, breaks: [0.16, 0.66, 0.84] };
}
