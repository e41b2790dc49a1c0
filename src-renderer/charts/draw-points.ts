/** From a series of any length to the points that its picture needs. */
import { decimate, finite, positive } from "../../src-main/common/series/decimation";
import { windowOf } from "../../src-main/common/series/window";
import type { AxisWindow } from "./trace";

export interface Point {
  x: number;
  y: number;
}

export interface Picture {
  /** Null for everything. */
  window: AxisWindow | null;
  /** Width of the plot. */
  pixels: number;
  /** On a logarithmic y axis values of 0 and below are skipped. */
  logarithmic: boolean;
}

/** About two points per pixel at most: a bucket of up to four for every second pixel, taken anew for what is visible. */
export function drawPoints(x: Float64Array, y: Float64Array, { window, pixels, logarithmic }: Picture): Point[] {
  const range = window ? windowOf(x, window.min, window.max) : { from: 0, to: x.length };
  const buckets = Math.max(1, Math.ceil(pixels / 2));
  const indices = decimate(x, y, range, buckets, logarithmic ? positive : finite);
  return indices.map((index) => ({ x: x[index] as number, y: y[index] as number }));
}
