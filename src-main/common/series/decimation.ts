/**
 * Min-max decimation: what a line chart of so many pixels can show of a series of any length. Each pixel column keeps its
 * first, lowest, highest and last drawable point, so no spike is lost and the line enters and leaves a column where
 * the whole series does. Plain sampling would lose the spikes, which are what people look for.
 */
import type { IndexRange } from "./window";

/** Whether a value can be drawn on the axis at hand. */
export type Drawable = (value: number) => boolean;

export const finite: Drawable = (value) => Number.isFinite(value);
/** A logarithmic axis has no place for 0 and below. */
export const positive: Drawable = (value) => Number.isFinite(value) && value > 0;

/**
 * Indices to draw, rising; at most 4 per bucket, all drawable ones when there are no more than that.
 * @param x rising
 * @param buckets pixel columns of the picture
 */
export function decimate(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { from, to }: IndexRange,
  buckets: number,
  drawable: Drawable = finite,
): number[] {
  if (to - from <= 4 * buckets) return drawableIndices(y, from, to, drawable);
  const indices: number[] = [];
  const start = x[from] as number;
  const perBucket = ((x[to - 1] as number) - start) / buckets || 1;
  let index = from;
  while (index < to) {
    const bucket = Math.min(buckets - 1, Math.floor(((x[index] as number) - start) / perBucket));
    const isLast = bucket === buckets - 1;
    const end = start + perBucket * (bucket + 1);
    let first = -1;
    let lowest = -1;
    let highest = -1;
    let last = -1;
    // The bucket's own first point is always taken, so that rounding at a border can't stop the walk.
    do {
      const value = y[index] as number;
      if (drawable(value)) {
        if (first < 0) first = lowest = highest = index;
        if (value < (y[lowest] as number)) lowest = index;
        if (value > (y[highest] as number)) highest = index;
        last = index;
      }
      index += 1;
    } while (index < to && (isLast || (x[index] as number) < end));
    if (first >= 0) pushRising(indices, first, Math.min(lowest, highest), Math.max(lowest, highest), last);
  }
  return indices;
}

function drawableIndices(y: ArrayLike<number>, from: number, to: number, drawable: Drawable): number[] {
  const indices: number[] = [];
  for (let index = from; index < to; index += 1) {
    if (drawable(y[index] as number)) indices.push(index);
  }
  return indices;
}

/** Appends candidates that already rise, each once. */
function pushRising(indices: number[], ...candidates: number[]): void {
  for (const candidate of candidates) {
    if (indices.length === 0 || candidate > (indices[indices.length - 1] as number)) indices.push(candidate);
  }
}
