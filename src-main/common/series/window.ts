/** Finding places in a series whose x values rise. */

/** Index of the first x >= `value`; the length when all are smaller. */
export function lowerBound(x: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A half-open range of indices. */
export interface IndexRange {
  from: number;
  to: number;
}

/** Points inside [min, max], and one neighbour on either side, so that a line runs out of the picture's edges. */
export function windowOf(x: ArrayLike<number>, min: number, max: number): IndexRange {
  const first = lowerBound(x, min);
  let last = lowerBound(x, max);
  while (last < x.length && (x[last] as number) <= max) last += 1;
  return { from: Math.max(0, first - 1), to: Math.min(x.length, last + 1) };
}

/** Index of the point whose x is nearest to `value`, the earlier of two as near; -1 in an empty series. */
export function nearestIndex(x: ArrayLike<number>, value: number): number {
  const after = lowerBound(x, value);
  if (after === 0) return x.length === 0 ? -1 : 0;
  if (after === x.length) return x.length - 1;
  return value - (x[after - 1] as number) <= (x[after] as number) - value ? after - 1 : after;
}
