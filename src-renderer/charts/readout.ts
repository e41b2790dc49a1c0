/** The numbers behind a chart's lines, for its legend, tooltip and text alternative. */
import { nearestIndex } from "../../src-main/common/series/window";
import type { Trace } from "./trace";

export interface Reading {
  x: number;
  /** As logged. */
  raw: number;
  /** What the line shows; equal to `raw` where nothing is smoothed. */
  shown: number;
}

/** At the point nearest to `x`, or the last one for null; null for an empty trace. */
export function readAt(trace: Trace, shown: Float64Array, x: number | null): Reading | null {
  const index = x === null ? trace.x.length - 1 : nearestIndex(trace.x, x);
  if (index < 0) return null;
  const raw = trace.y[index] as number;
  return { x: trace.x[index] as number, raw, shown: shown[index] ?? raw };
}

/** The x of the `by`th point from the one nearest to `x`, of the trace with most points. */
export function stepX(traces: readonly Trace[], x: number | null, by: number): number | null {
  const longest = traces.reduce<Trace | null>(
    (best, trace) => (best && best.x.length >= trace.x.length ? best : trace),
    null,
  );
  if (!longest || longest.x.length === 0) return null;
  const end = longest.x.length - 1;
  // The first press of an arrow key only shows the crosshair, at the latest point.
  const from = x !== null ? nearestIndex(longest.x, x) + by : Number.isFinite(by) ? end : end + by;
  const to = Math.min(end, Math.max(0, from));
  return longest.x[to] as number;
}
