import { describe, expect, it } from "vitest";
import type { ProbePoint } from "../../../src-main/common/train/probes";
import { probeGrid } from "../../../src-main/service/probe-grid";

const LAYOUT: ProbePoint[] = [
  { quantity: "gradientNorm", address: "conv1" },
  { quantity: "residualRatio", address: "add1" },
  { quantity: "gradientNorm", address: "conv2" },
];
const row = (step: number, ...values: number[]) => ({ step, values: Float32Array.from(values) });

describe("a probe's grid", () => {
  it("has a row per layer of the quantity and a column per look", () => {
    const rows = [row(1, 1, 9, 2), row(51, 3, 9, 4)];
    expect(probeGrid(LAYOUT, rows, "gradientNorm", 10)).toEqual({
      quantity: "gradientNorm",
      addresses: ["conv1", "conv2"],
      steps: [1, 51],
      values: [
        [1, 3],
        [2, 4],
      ],
    });
  });

  it("averages neighbours where there are more looks than columns, leaving out what is not finite", () => {
    const rows = [row(1, 1, 0, 1), row(2, Number.NaN, 0, 3), row(3, 5, 0, 5), row(4, 7, 0, 7)];
    const grid = probeGrid(LAYOUT, rows, "gradientNorm", 2);
    expect(grid.steps).toEqual([2, 4]);
    expect(grid.values).toEqual([
      [1, 6],
      [2, 6],
    ]);
  });

  it("says so where nothing is finite, and is empty without looks", () => {
    expect(probeGrid(LAYOUT, [row(1, Number.NaN, 0, Number.NaN)], "gradientNorm", 5).values).toEqual([[null], [null]]);
    expect(probeGrid(LAYOUT, [], "residualRatio", 5)).toMatchObject({ addresses: ["add1"], steps: [], values: [[]] });
  });
});
