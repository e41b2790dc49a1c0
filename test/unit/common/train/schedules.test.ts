import { describe, expect, it } from "vitest";
import type { Schedule } from "../../../../src-main/common/train/run-config";
import { learningRateAt } from "../../../../src-main/common/train/schedules";

const rates = (schedule: Schedule, base: number, total: number) =>
  Array.from({ length: total }, (_, index) => learningRateAt(schedule, base, index + 1, total));

describe("learningRateAt", () => {
  it("keeps a constant rate", () => {
    expect(rates({ kind: "constant" }, 0.1, 3)).toEqual([0.1, 0.1, 0.1]);
  });

  it("falls after each milestone's steps are done, in any order of milestones", () => {
    const schedule: Schedule = { kind: "step", milestones: [4, 2], gamma: 0.5 };
    expect(rates(schedule, 8, 6)).toEqual([8, 8, 4, 4, 2, 2]);
  });

  it("reproduces the paper's recipe: a tenth at 32k and 48k of 64k", () => {
    const schedule: Schedule = { kind: "step", milestones: [32_000, 48_000], gamma: 0.1 };
    const at = (step: number) => learningRateAt(schedule, 0.1, step, 64_000);
    expect(at(32_000)).toBe(0.1);
    expect(at(32_001)).toBeCloseTo(0.01, 12);
    expect(at(48_000)).toBeCloseTo(0.01, 12);
    expect(at(48_001)).toBeCloseTo(0.001, 12);
  });

  it("follows torch's CosineAnnealingLR with T_max = the run", () => {
    // torch.optim.lr_scheduler.CosineAnnealingLR(lr=0.1, T_max=4)
    const expected = [0.1, 0.08535533905932738, 0.05, 0.014644660940672627];
    rates({ kind: "cosine" }, 0.1, 4).forEach((rate, index) => {
      expect(rate).toBeCloseTo(expected[index] ?? Number.NaN, 12);
    });
  });

  it("climbs over the warm-up to the full rate once and falls after it", () => {
    const curve = rates({ kind: "onecycle", warmup: 0.3 }, 1, 10);
    expect(curve.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    for (let index = 4; index < 10; index += 1) {
      expect(curve[index]).toBeLessThan(curve[index - 1] ?? 0);
    }
    expect(curve[9]).toBeGreaterThan(0);
  });

  it("is the cosine without a warm-up and only climbs with nothing else", () => {
    expect(rates({ kind: "onecycle", warmup: 0 }, 0.3, 7)).toEqual(rates({ kind: "cosine" }, 0.3, 7));
    expect(rates({ kind: "onecycle", warmup: 1 }, 1, 3)).toEqual([0.25, 0.5, 0.75]);
  });
});
