import { windowOf } from "../../src-main/common/series/window";
import type { AxisWindow, Trace } from "./trace";

/**
 * A table with one column of x values and one per trace, empty where a trace has no value at that x; every digit that was
 * logged, nothing smoothed or thinned (RFC 4180).
 * @param window the visible part, or null for all
 */
export function toCsv(xLabel: string, traces: readonly Trace[], window: AxisWindow | null): string {
  const rows = new Map<number, string[]>();
  traces.forEach((trace, column) => {
    const { from, to } = window ? strictly(trace.x, window) : { from: 0, to: trace.x.length };
    for (let index = from; index < to; index += 1) {
      const x = trace.x[index] as number;
      const row = rows.get(x) ?? traces.map(() => "");
      row[column] = numberText(trace.y[index] as number);
      rows.set(x, row);
    }
  });
  const header = [xLabel, ...traces.map((trace) => trace.label)].map(quote);
  const sorted = [...rows].sort(([a], [b]) => a - b);
  const lines = sorted.map(([x, values]) => [String(x), ...values]);
  return [header, ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** The window's own points, without the neighbours that a line needs. */
function strictly(x: Float64Array, window: AxisWindow) {
  let { from, to } = windowOf(x, window.min, window.max);
  if (from < to && (x[from] as number) < window.min) from += 1;
  if (from < to && (x[to - 1] as number) > window.max) to -= 1;
  return { from, to };
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : "";
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
