import { describe, expect, it } from "vitest";
import type { BenchRound } from "../../../src-main/common/contract/trainer";
import { median, summarise } from "../../../src-main/service/bench/report";

const round = (imagesPerSecond: number, memoryBytes = 100): BenchRound => ({
  imagesPerSecond,
  outsideTensorFlowShare: imagesPerSecond / 10_000,
  memoryBytes,
  peakMemoryBytes: memoryBytes + 5,
});
const measured = { net: "resnet20", batch: 128, steps: 20, load: [0.5, 0.6, 0.7] };

describe("the bench's figures", () => {
  it("are medians over the rounds, with memory from the first to the last", () => {
    const rounds = [round(300, 100), round(100, 180), round(200, 130)];
    expect(summarise({ ...measured, rounds, peer: null })).toEqual({
      ...measured,
      steps: 60,
      imagesPerSecond: 200,
      outsideTensorFlowShare: 0.02,
      peakMemoryBytes: 185,
      memoryGrowthBytes: 30,
      peer: null,
      ratio: null,
      pairs: [],
    });
  });

  it("compare each pair by itself, with the layout that is better over all rounds", () => {
    const rounds = [round(300), round(100), round(200)];
    const peerRounds = [
      { contiguous: 900, channels_last: 200 },
      { contiguous: 50, channels_last: 200 },
      { contiguous: 60, channels_last: 100 },
    ];
    const report = summarise({ ...measured, rounds, peer: { name: "PyTorch 1.13", rounds: peerRounds } });
    expect(report.peer).toEqual({ name: "PyTorch 1.13", imagesPerSecond: 200, layout: "channels_last" });
    expect(report.pairs.map(({ ratio }) => ratio)).toEqual([1.5, 0.5, 2]);
    // Not the ratio of the medians, which would be 1.
    expect(report.ratio).toBe(1.5);
  });

  it("take the mean of the two in the middle", () => {
    expect([median([3]), median([4, 1]), median([4, 1, 3, 2])]).toEqual([3, 2.5, 2.5]);
  });
});
