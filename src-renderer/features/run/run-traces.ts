/** The curves of a run page, from its series: which numbers, over which axis, in which colour. */
import type { EpochRow } from "../../../src-main/common/contract/host";
import type { Trace } from "../../charts";
import type { FloatColumn } from "../../live/float-column";
import type { Axis, RunSeries } from "../../live/run-series";

export const CHARTS = ["loss", "accuracy", "learningRate", "throughput"] as const;
export type ChartName = (typeof CHARTS)[number];

/** Texts of the legend. */
export type TraceLabels = Record<"training" | "validation" | "learningRate" | "throughput", string>;

export function runTraces(series: RunSeries, axis: Axis, labels: TraceLabels): Record<ChartName, Trace[]> {
  const { runId, steps, paces, epochs } = series;
  const dense = (name: string, label: string, color: Trace["color"], x: FloatColumn, y: FloatColumn): Trace => ({
    id: `${runId}.${name}`,
    label,
    color,
    x: x.view(),
    y: y.view(),
    kind: "dense",
  });
  const epochX = Float64Array.from(epochs, (row) => placeOf(series, row, axis));
  const validation = (name: string, y: (row: EpochRow) => number): Trace => ({
    id: `${runId}.${name}`,
    label: labels.validation,
    color: "--run-2",
    x: epochX,
    y: Float64Array.from(epochs, y),
    kind: "sparse",
  });
  return {
    loss: [
      dense("loss", labels.training, "--run-1", steps[axis], steps.loss),
      validation("validationLoss", (row) => row.validation.loss ?? Number.NaN),
    ],
    accuracy: [
      dense("accuracy", labels.training, "--run-1", steps[axis], steps.accuracy),
      validation("validationAccuracy", (row) => row.validation.accuracy),
    ],
    learningRate: [dense("learningRate", labels.learningRate, "--run-7", steps[axis], steps.learningRate)],
    throughput: [dense("throughput", labels.throughput, "--run-3", paces[axis], paces.imagesPerSecond)],
  };
}

function placeOf(series: RunSeries, row: EpochRow, axis: Axis): number {
  return { step: row.step, epoch: series.epochsAt(row.step), time: row.elapsed }[axis];
}
