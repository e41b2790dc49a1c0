import { describe, expect, it } from "vitest";
import { progressOf } from "../../../../src-renderer/live/progress";
import { summary } from "./builders";

const counted = { totalSteps: 10, stepsPerEpoch: 4, startedAt: 0, imagesPerSecond: 50, state: "running" } as const;

describe("progressOf", () => {
  it("knows nothing of a run that hasn't started", () => {
    expect(progressOf(summary("a"), 9000)).toEqual({
      fraction: null,
      epoch: null,
      epochs: null,
      epochSeconds: null,
      totalSeconds: null,
      elapsedSeconds: null,
    });
  });

  it("takes throughput for both times in the first epoch", () => {
    expect(progressOf(summary("a", { ...counted, step: 3 }), 60_000)).toEqual({
      fraction: 0.3,
      epoch: 1,
      epochs: 3,
      epochSeconds: 2,
      totalSeconds: 14,
      elapsedSeconds: 60,
    });
  });

  it("counts evaluation in once an epoch has passed, and a partial last epoch as it is", () => {
    const progress = progressOf(summary("a", { ...counted, step: 8 }), 40_000);
    expect(progress).toMatchObject({ epoch: 3, epochSeconds: 4, totalSeconds: 10 });
  });

  it.each([
    { state: "stopping", step: 5, epoch: 2 },
    { state: "stopped", step: 5, epoch: 2 },
    { state: "completed", step: 10, epoch: 3 },
  ] as const)("promises nothing for a run that is $state", ({ state, step, epoch }) => {
    const progress = progressOf(summary("a", { ...counted, state, step, endedAt: 8000 }), 99_000);
    expect(progress).toMatchObject({ epoch, epochSeconds: null, totalSeconds: null, elapsedSeconds: 8 });
  });
});
