import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaptSpec } from "../../../../src-main/common/arch/adapt";
import { findPreset } from "../../../../src-main/common/arch/presets";
import {
  AUGMENTATIONS,
  type Budget,
  type Optimizer,
  type RunConfig,
  runConfigSchema,
  type Schedule,
  UNITS,
  type Warmup,
} from "../../../../src-main/common/train/run-config";
import { fromConfig, withRecipe } from "../../../../src-renderer/features/new-run/from-config";
import { percentText, shareOf } from "../../../../src-renderer/features/new-run/percent";
import { FIRST_FORM } from "../../../../src-renderer/features/new-run/run-form";
import { type DatasetFacts, toConfig } from "../../../../src-renderer/features/new-run/to-config";

const digits: DatasetFacts = { input: [1, 28, 28], classes: [..."0123456789"], trainCount: 1000 };
const architecture = adaptSpec(findPreset("resnet20"), { input: digits.input, classes: 10 });

/** Never -0, which no form can show. */
const number = (bounds: fc.DoubleConstraints) => fc.double({ ...bounds, noNaN: true }).map((value) => value + 0);
const share = number({ min: 0, max: 1 });
const belowOne = number({ min: 0, max: 1, maxExcluded: true });
const aboveZero = number({ min: 0, max: 1, minExcluded: true });
/** As it is typed in percent: with a few digits. */
const percentage = (min: number, max: number) => fc.integer({ min, max }).map((millionths) => millionths / 1e6);
const whole = (max: number, min = 1) => fc.integer({ min, max });
const inEpochs = fc.constant("epochs" as const);
const unit = fc.constantFrom(...UNITS);

/** Fields that are off when left out are left out, as the form does it. */
const decay = {
  learningRate: number({ min: 0, max: 1000 }),
  weightDecay: number({ min: 0, max: 10 }),
  decayOn: fc.constant("weights" as const),
};
const optimizer: fc.Arbitrary<Optimizer> = fc.oneof(
  fc.record(
    { kind: fc.constant("sgd" as const), ...decay, momentum: belowOne, nesterov: fc.boolean() },
    { requiredKeys: ["kind", "learningRate", "weightDecay", "momentum", "nesterov"] },
  ),
  fc.record(
    { kind: fc.constant("adamw" as const), ...decay, beta1: belowOne, beta2: belowOne, epsilon: aboveZero },
    { requiredKeys: ["kind", "learningRate", "weightDecay", "beta1", "beta2", "epsilon"] },
  ),
);
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ kind: fc.constantFrom("constant" as const, "cosine" as const) }),
  fc.record(
    {
      kind: fc.constant("step" as const),
      milestones: fc.array(whole(100_000_000), { minLength: 1, maxLength: 8 }),
      unit: inEpochs,
      gamma: aboveZero,
    },
    { requiredKeys: ["kind", "milestones", "gamma"] },
  ),
  fc.record({ kind: fc.constant("onecycle" as const), warmup: percentage(0, 1_000_000) }),
  fc.record({ kind: fc.constant("polynomial" as const), power: number({ min: 0.001, max: 10 }) }),
);
const warmup: fc.Arbitrary<Warmup> = fc.oneof(
  fc.record({ kind: fc.constant("linear" as const), unit, count: whole(1_000_000), factor: share }),
  fc.record({ kind: fc.constant("untilError" as const), factor: aboveZero, error: percentage(1, 999_999) }),
);
const stepOptions = (batch: number) =>
  fc
    .record(
      {
        labelSmoothing: belowOne,
        clipNorm: number({ min: 1e-6, max: 1e6 }),
        accumulate: whole(batch).filter((parts) => batch % parts === 0),
        averageDecay: belowOne,
      },
      { requiredKeys: [] },
    )
    .filter((options) => Object.keys(options).length > 0);
const budget: fc.Arbitrary<Budget> = fc.record({ unit, count: whole(100_000) });
const scaling = { mean: fc.tuple(number({ min: -9, max: 9 })), std: fc.tuple(number({ min: 0.01, max: 9 })) };
const data: fc.Arbitrary<RunConfig["data"]> = fc
  .tuple(
    fc.record({
      dataset: fc.constantFrom("mnist" as const, "fashion-mnist" as const),
      augment: fc.constantFrom(...AUGMENTATIONS),
      shuffle: fc.boolean(),
    }),
    fc.record({ dir: fc.constant("/some/where else") }, { requiredKeys: [] }),
    fc.option(fc.record(scaling), { nil: {} }),
  )
  .map((parts) => Object.assign({}, ...parts));

const configs: fc.Arbitrary<RunConfig> = whole(1000).chain((batch) =>
  fc.record(
    {
      version: fc.constant(1 as const),
      architecture: fc.constant(architecture),
      data,
      batch: fc.constant(batch),
      budget,
      optimizer,
      schedule,
      warmup,
      step: stepOptions(batch),
      init: fc.constant("weights.safetensors"),
      seed: whole(2 ** 32 - 1, 0),
      device: fc.constantFrom("cpu", "gpu:0", "gpu:12"),
      checkpointEvery: whole(1_000_000),
      probeEvery: whole(1_000_000, 0),
    },
    {
      requiredKeys: ["version", "architecture", "data", "batch", "budget", "optimizer", "schedule", "seed", "device"],
    },
  ),
);

describe("fromConfig", () => {
  it("shows any run's configuration so that the form gives it back to the last bit", () => {
    fc.assert(
      fc.property(configs, (config) => {
        expect(runConfigSchema.parse(config)).toEqual(config);
        const result = toConfig(fromConfig(config, FIRST_FORM), architecture, digits);
        expect(result.ok ? result.config : result.errors).toEqual(config);
      }),
      { numRuns: 300 },
    );
  });

  it("clears what the run doesn't have, and leaves its name alone", () => {
    const full = {
      ...FIRST_FORM,
      name: "mine",
      dir: "/d",
      mean: "1",
      std: "1",
      init: "w",
      checkpointEvery: "5",
      warmup: "linear",
      clipNorm: "1",
    } as const;
    const plain = toConfig(FIRST_FORM, architecture, digits);
    if (!plain.ok) throw new Error("the first form is right");
    expect(fromConfig(plain.config, full)).toEqual({ ...FIRST_FORM, name: "mine" });
  });
});

describe("withRecipe", () => {
  it("keeps what was typed into the fields that it doesn't choose", () => {
    const typed = { ...FIRST_FORM, learningRate: "0.2", gamma: "0.3", warmupLow: "0.05", seed: "7", name: "mine" };
    const made = withRecipe(
      {
        data: { augment: "none", shuffle: false },
        batch: 32,
        budget: { unit: "epochs", count: 3 },
        optimizer: { kind: "adamw", learningRate: 0.002, weightDecay: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-8 },
        schedule: { kind: "cosine" },
      },
      typed,
    );
    expect(made).toMatchObject({ optimizer: "adamw", learningRate: "0.002", beta1: "0.8", batch: "32", count: "3" });
    expect(made).toMatchObject({ parked: { learningRate: "0.2" }, gamma: "0.3", warmupLow: "0.05", seed: "7" });
    expect(made).toMatchObject({ augment: "none", shuffle: false, warmup: "none", name: "mine" });
  });
});

describe("percent", () => {
  it.each([
    [0.07, "7"],
    [0.8, "80"],
    [0.125, "12.5"],
    [0, "0"],
    [1, "100"],
    [1e-9, "1e-7"],
  ])("shows %d as %s and reads it back", (value, text) => {
    expect(percentText(value)).toBe(text);
    expect(shareOf(Number(text))).toBe(value);
  });
});
