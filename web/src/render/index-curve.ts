/** Curves of fragmentation indices: one small chart for each order. */

/** A moment's place, 0 to 1, and its index in thousandths. */
export interface CurvePoint {
  readonly at: number;
  readonly value: number;
}

const digits = (value: number): string => String(Math.round(value * 10) / 10);

/**
 * Steps, for an index stays as it is until the next moment. 0 is at the bottom, 1000 at the top;
 * what is below 0 (extfrag: the request would be served) leaves a gap.
 */
export function curvePath(points: readonly CurvePoint[], width: number, height: number): string {
  let path = '';
  let open = false;
  for (const [index, { at, value }] of points.entries()) {
    const end = points[index + 1]?.at ?? 1;
    if (value < 0) {
      open = false;
      continue;
    }
    const y = digits(height - (Math.min(value, 1000) / 1000) * height);
    path += `${open ? 'L' : 'M'}${digits(at * width)} ${y}L${digits(end * width)} ${y}`;
    open = true;
  }
  return path;
}

/** The same, filled down to 0. */
export function areaPath(points: readonly CurvePoint[], width: number, height: number): string {
  const line = curvePath(points, width, height);
  const first = points[0];
  if (!line || !first) return '';
  return `${line}L${digits(width)} ${digits(height)}L${digits(first.at * width)} ${digits(height)}z`;
}
