import { describe, expect, it } from "vitest";
import { runTraces } from "../../../../src-renderer/features/run/run-traces";
import { RunSeries } from "../../../../src-renderer/live/run-series";
import { detail, LIFE, store, summary } from "../live/builders";

const series = RunSeries.from(detail(summary("a"), store(...LIFE.map((event) => ["a", event] as const))));
const labels = { training: "T", validation: "V", learningRate: "R", throughput: "I" };

describe("runTraces", () => {
  it.each([
    { axis: "step", dense: [1, 2, 3, 4, 5, 6, 7, 8], sparse: [4, 8], paces: [1, 4, 8] },
    { axis: "epoch", dense: [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2], sparse: [1, 2], paces: [0.25, 1, 2] },
    { axis: "time", dense: [0.5, 1, 1.5, 2, 2.75, 3.5, 4.25, 5], sparse: [3, 6], paces: [0.5, 2, 5] },
  ] as const)("puts steps, epochs and paces over $axis", ({ axis, dense, sparse, paces }) => {
    const traces = runTraces(series, axis, labels);
    const x = (chart: keyof typeof traces) => traces[chart].map((trace) => [...trace.x]);
    expect(x("loss")).toEqual([dense, sparse]);
    expect(x("accuracy")).toEqual([dense, sparse]);
    expect(x("learningRate")).toEqual([dense]);
    expect(x("throughput")).toEqual([paces]);
  });

  it("gives every trace as many values as places, with ids of its own", () => {
    const all = Object.values(runTraces(series, "step", labels)).flat();
    expect(all.every((trace) => trace.x.length === trace.y.length)).toBe(true);
    expect(new Set(all.map((trace) => trace.id)).size).toBe(all.length);
  });
});
