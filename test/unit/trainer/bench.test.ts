import { describe, expect, it, vi } from "vitest";
import { findPreset } from "../../../src-main/common/arch/presets";
import type { BenchRound } from "../../../src-main/common/contract/trainer";
import { bench } from "../../../src-main/trainer/bench";
import { streams } from "./fake-batches";
import { fakeModel } from "./fake-model";

vi.mock("../../../src-main/trainer/data/batches", () => import("./fake-batches"));

describe("bench", () => {
  it("warms up once, then runs a round of steps each time it is asked", async () => {
    const model = fakeModel();
    const rounds: BenchRound[] = [];
    const stepsBeforeRound: number[] = [];
    const job = { kind: "bench", architecture: findPreset("resnet20"), batch: 3, steps: 4, device: "cpu" } as const;
    await bench(job, {
      createModel: () => model,
      nextRound: async () => stepsBeforeRound.push(model.calls.length) <= 2,
      report: (round) => rounds.push(round),
    });
    expect(stepsBeforeRound).toEqual([5, 9, 13]);
    expect(rounds).toHaveLength(2);
    for (const round of rounds) {
      expect(round.imagesPerSecond).toBeGreaterThan(0);
      // The fake spends no time inside TensorFlow.
      expect(round.outsideTensorFlowShare).toBe(1);
      expect(round.peakMemoryBytes).toBeGreaterThanOrEqual(round.memoryBytes / 2);
    }
    expect(model.closed).toBe(true);
    expect(streams.open).toBe(0);
  });

  it("has images of the right size and labels among the classes", async () => {
    const model = fakeModel();
    const sizes = new Set<number>();
    const trainStep = model.trainStep.bind(model);
    model.trainStep = (images, labels, learningRate) => {
      sizes.add(images.length);
      return trainStep(images, labels, learningRate);
    };
    const job = { kind: "bench", architecture: findPreset("resnet20"), batch: 3, steps: 1, device: "cpu" } as const;
    await bench(job, { createModel: () => model, nextRound: async () => false, report: () => undefined });
    expect([...sizes]).toEqual([3 * 32 * 32 * 3]);
    expect(model.calls.flatMap((call) => call.labels).every((label) => label >= 0 && label < 10)).toBe(true);
  });
});
