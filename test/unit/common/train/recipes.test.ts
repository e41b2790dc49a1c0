import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { nearestParts } from "../../../../src-main/common/train/parts";
import { RECIPE_NAMES, RECIPES, type RecipeName } from "../../../../src-main/common/train/recipes";
import { type RunConfig, runConfigSchema } from "../../../../src-main/common/train/run-config";
import { learningRateAt } from "../../../../src-main/common/train/schedules";

function run(name: RecipeName): RunConfig {
  const { data, ...recipe } = RECIPES[name].config;
  const architecture = findPreset("resnet20");
  return { version: 1, architecture, data: { dataset: "cifar10", ...data }, ...recipe, seed: 0, device: "cpu" };
}

/** CIFAR-10's 50,000 training images. */
function rateOf(name: RecipeName, step: number): number {
  const config = run(name);
  const stepsPerEpoch = Math.floor(50_000 / config.batch);
  const { unit, count } = config.budget;
  return learningRateAt(config, step, { totalSteps: unit === "steps" ? count : count * stepsPerEpoch, stepsPerEpoch });
}

describe("recipes", () => {
  it.each(RECIPE_NAMES)("%s makes a run that the schema accepts, and says where it stands", (name) => {
    expect(runConfigSchema.parse(run(name))).toEqual(run(name));
    expect(RECIPES[name].source).toMatch(/ 20\d\d.* \(arXiv \d{4}\.\d{5}\)/);
  });

  it("differ from each other", () => {
    const all = RECIPE_NAMES.map((name) => JSON.stringify(RECIPES[name].config));
    expect(new Set(all).size).toBe(RECIPE_NAMES.length);
  });

  it("have the papers' numbers", () => {
    expect(run("resnet-cifar")).toMatchObject({
      data: { augment: "standard" },
      batch: 128,
      budget: { unit: "steps", count: 64_000 },
      optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
    });
    expect(run("resnet110-cifar").warmup).toEqual({ kind: "untilError", factor: 0.1, error: 0.8 });
    expect(run("wrn-cifar")).toMatchObject({
      budget: { unit: "epochs", count: 200 },
      optimizer: { nesterov: true, weightDecay: 5e-4 },
    });
  });

  it.each<[RecipeName, [step: number, rate: number][]]>([
    [
      "resnet-cifar",
      [
        [32_000, 0.1],
        [32_001, 0.01],
        [48_001, 0.001],
      ],
    ],
    [
      "preact-cifar",
      [
        [1, 0.01],
        [401, 0.1],
        [32_001, 0.01],
      ],
    ],
    // 390 steps an epoch at batch 128, 195 at 256.
    [
      "wrn-cifar",
      [
        [60 * 390, 0.1],
        [60 * 390 + 1, 0.02],
        [120 * 390 + 1, 0.004],
        [160 * 390 + 1, 0.0008],
      ],
    ],
    [
      "resnext-cifar",
      [
        [150 * 195, 0.1],
        [150 * 195 + 1, 0.01],
        [225 * 195 + 1, 0.001],
      ],
    ],
    ["quick-adamw", [[1 + Math.round(0.3 * 5 * 390), 0.001]]],
  ])("%s has the paper's rate at each turn", (name, turns) => {
    for (const [step, rate] of turns) expect(rateOf(name, step)).toBeCloseTo(rate, 12);
  });
});

describe("nearestParts", () => {
  it.each([
    [128, 3, 4],
    [128, 65, 128],
    [100, 3, 4],
    [97, 2, 97],
    [8, 20, 8],
    [8, 4, 4],
  ])("divides a batch of %d, asked for %d, into %d", (batch, parts, expected) => {
    expect(nearestParts(batch, parts)).toBe(expected);
  });
});
