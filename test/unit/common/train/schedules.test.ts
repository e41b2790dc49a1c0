import { describe, expect, it } from "vitest";
import { RUN_DEFAULTS } from "../../../../src-main/common/train/defaults";
import type { Schedule, Warmup } from "../../../../src-main/common/train/run-config";
import { learningRateAt, type RunLength } from "../../../../src-main/common/train/schedules";

interface Recipe {
  schedule: Schedule;
  warmup?: Warmup;
  learningRate?: number;
}

function at({ schedule, warmup, learningRate = 0.1 }: Recipe, step: number, length: RunLength): number {
  const optimizer = { ...RUN_DEFAULTS.optimizer, learningRate };
  return learningRateAt({ optimizer, schedule, ...(warmup && { warmup }) }, step, length);
}

function rates(recipe: Recipe, totalSteps: number, stepsPerEpoch = totalSteps): number[] {
  return Array.from({ length: totalSteps }, (_, index) => at(recipe, index + 1, { totalSteps, stepsPerEpoch }));
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((rate, index) => {
    expect(rate).toBeCloseTo(expected[index] ?? Number.NaN, 14);
  });
}

/**
 * By torch 1.13.0: the rate before each step of
 *   optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
 *   scheduler = <the call>; then per step: optimizer.param_groups[0]["lr"], optimizer.step(), scheduler.step()
 */
const TORCH: readonly [call: string, Recipe, number[]][] = [
  [
    "CosineAnnealingLR(optimizer, T_max=8)",
    { schedule: { kind: "cosine" } },
    [
      0.1, 0.09619397662556434, 0.08535533905932738, 0.0691341716182545, 0.05, 0.030865828381745515,
      0.014644660940672627, 0.0038060233744356634,
    ],
  ],
  [
    "PolynomialLR(optimizer, total_iters=5, power=1.0)",
    { schedule: { kind: "polynomial", power: 1 } },
    [0.1, 0.08, 0.06, 0.04, 0.02],
  ],
  [
    "PolynomialLR(optimizer, total_iters=5, power=0.9)",
    { schedule: { kind: "polynomial", power: 0.9 } },
    [0.1, 0.08180521460508584, 0.06314458674893553, 0.043838329055408694, 0.023492378861760376],
  ],
  [
    "MultiStepLR(optimizer, [2, 4], gamma=0.5)",
    { schedule: { kind: "step", milestones: [4, 2], gamma: 0.5 } },
    [0.1, 0.1, 0.05, 0.05, 0.025, 0.025],
  ],
  [
    "ChainedScheduler([LinearLR(optimizer, start_factor=0.1, total_iters=4), MultiStepLR(optimizer, [2, 6], gamma=0.1)])",
    {
      schedule: { kind: "step", milestones: [2, 6], gamma: 0.1 },
      warmup: { kind: "linear", unit: "steps", count: 4, factor: 0.1 },
    },
    [0.01, 0.0325, 0.0055, 0.00775, 0.01, 0.01, 0.001, 0.001],
  ],
  [
    "ChainedScheduler([LinearLR(optimizer, start_factor=0.25, total_iters=3), CosineAnnealingLR(optimizer, T_max=6)])",
    { schedule: { kind: "cosine" }, warmup: { kind: "linear", unit: "steps", count: 3, factor: 0.25 } },
    [0.025, 0.046650635094610975, 0.05625, 0.05, 0.025, 0.006698729810778065],
  ],
];

describe("learningRateAt", () => {
  it.each(TORCH)("follows torch's %s", (_, recipe, expected) => {
    expectClose(rates(recipe, expected.length), expected);
  });

  it("keeps a constant rate", () => {
    expect(rates({ schedule: { kind: "constant" } }, 3)).toEqual([0.1, 0.1, 0.1]);
  });

  it("reproduces the paper's recipe: a tenth at 32k and 48k of 64k", () => {
    const schedule: Schedule = { kind: "step", milestones: [32_000, 48_000], gamma: 0.1 };
    const ends = [32_000, 32_001, 48_000, 48_001, 64_000];
    expectClose(
      ends.map((step) => at({ schedule }, step, { totalSteps: 64_000, stepsPerEpoch: 390 })),
      [0.1, 0.01, 0.01, 0.001, 0.001],
    );
  });

  it("counts milestones and a warm-up in epochs where they say so", () => {
    const inEpochs: Recipe = {
      schedule: { kind: "step", milestones: [2], unit: "epochs", gamma: 0.1 },
      warmup: { kind: "linear", unit: "epochs", count: 1, factor: 0 },
    };
    const inSteps: Recipe = {
      schedule: { kind: "step", milestones: [8], gamma: 0.1 },
      warmup: { kind: "linear", unit: "steps", count: 4, factor: 0 },
    };
    expect(rates(inEpochs, 12, 4)).toEqual(rates(inSteps, 12, 4));
    expectClose(rates(inEpochs, 12, 4), [0, 0.025, 0.05, 0.075, 0.1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01]);
  });

  it("leaves a warm-up that waits for the training error to the trainer, who alone knows it", () => {
    const schedule: Schedule = { kind: "constant" };
    expect(rates({ schedule, warmup: { kind: "untilError", factor: 0.1, error: 0.8 } }, 3)).toEqual([0.1, 0.1, 0.1]);
  });

  it("climbs over one cycle's share to the full rate once and falls after it", () => {
    const curve = rates({ schedule: { kind: "onecycle", warmup: 0.3 }, learningRate: 1 }, 10);
    expect(curve.slice(0, 4)).toEqual([0.25, 0.5, 0.75, 1]);
    for (let index = 4; index < 10; index += 1) {
      expect(curve[index]).toBeLessThan(curve[index - 1] ?? 0);
    }
    expect(curve[9]).toBeGreaterThan(0);
  });

  it("is the cosine without a rising share and only climbs with nothing else", () => {
    const cycle = (warmup: number): Schedule => ({ kind: "onecycle", warmup });
    expect(rates({ schedule: cycle(0) }, 7)).toEqual(rates({ schedule: { kind: "cosine" } }, 7));
    expect(rates({ schedule: cycle(1), learningRate: 1 }, 3)).toEqual([0.25, 0.5, 0.75]);
  });
});
