import { describe, expect, it } from "vitest";
import type { Calibration } from "../../../../src-main/common/arch/step-time";
import { isLong, runTime, trainingMacs } from "../../../../src-renderer/features/new-run/run-time";
import { config } from "../live/builders";

/** A second per 1000 multiply-accumulates and a second per launch. */
const calibration: Calibration = {
  device: "cpu",
  tensorflow: "2",
  at: 0,
  costs: { macs: 0.001, bytes: 0, launches: 1, weights: 0 },
  uncertainty: 0.2,
  points: [],
};
const cost = { macs: 100, work: { macs: 300, bytes: 0, launches: 2, weights: 7 } };
const run = { config, length: { totalSteps: 10, stepsPerEpoch: 5 }, cost };

describe("the run's time", () => {
  it("is that of its steps", () => {
    expect(runTime(run, calibration)).toEqual({ seconds: 10 * (100 * 0.3 + 2), uncertainty: 0.2 });
  });

  it("counts the launches of each part of a batch", () => {
    const { seconds } = runTime({ ...run, config: { ...config, step: { accumulate: 4 } } }, calibration);
    expect(seconds).toBeCloseTo(10 * (100 * 0.3 + 4 * 2), 9);
  });

  it("is long where the paper's 64,000 steps of ResNet-20 are done on a CPU, and not on a GPU", () => {
    const paper = { ...run, length: { totalSteps: 64_000, stepsPerEpoch: 390 }, cost: { ...cost, macs: 40_551_040 } };
    expect(trainingMacs(run)).toBe(300_000);
    expect(isLong(run)).toBe(false);
    expect(isLong(paper)).toBe(true);
    expect(isLong({ ...paper, config: { ...config, device: "gpu:0" } })).toBe(false);
  });
});
