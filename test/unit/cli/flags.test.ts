import { describe, expect, it } from "vitest";
import { runConfigFromFlags, type TrainFlags } from "../../../src-main/cli/train/flags";
import { findPreset } from "../../../src-main/common/arch/presets";
import { RUN_DEFAULTS } from "../../../src-main/common/train/defaults";
import { RECIPE_NAMES, RECIPES } from "../../../src-main/common/train/recipes";
import { runConfigSchema } from "../../../src-main/common/train/run-config";

const resnet20 = findPreset("resnet20");
const config = (flags: TrainFlags) => runConfigFromFlags({ dataset: "shapes", steps: 8, ...flags }, resnet20);

describe("runConfigFromFlags", () => {
  it("fills in the defaults, and only them", () => {
    const { dataset: _, ...data } = RUN_DEFAULTS.data;
    expect(config({})).toEqual({
      version: 1,
      architecture: resnet20,
      data: { dataset: "shapes", ...data },
      batch: 128,
      budget: { unit: "steps", count: 8 },
      optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
      schedule: { kind: "constant" },
      seed: 0,
      device: "cpu",
    });
  });

  it("lets the rate of a run over epochs fall, unless told otherwise", () => {
    const overEpochs = (flags: TrainFlags) => runConfigFromFlags({ dataset: "shapes", epochs: 1, ...flags }, resnet20);
    expect(overEpochs({}).schedule).toEqual({ kind: "cosine" });
    expect(overEpochs({ schedule: "constant" }).schedule).toEqual({ kind: "constant" });
  });

  const CASES: readonly [string, TrainFlags, object][] = [
    ["--batch", { batch: 4 }, { batch: 4 }],
    ["--lr", { lr: 0 }, { optimizer: { learningRate: 0 } }],
    ["--momentum", { momentum: 0 }, { optimizer: { momentum: 0 } }],
    ["--nesterov", { nesterov: true }, { optimizer: { nesterov: true } }],
    [
      "--optimizer adamw",
      { optimizer: "adamw" },
      { optimizer: { kind: "adamw", learningRate: 1e-3, weightDecay: 1e-2 } },
    ],
    ["--beta1 --beta2", { optimizer: "adamw", beta1: 0.8, beta2: 0.9 }, { optimizer: { beta1: 0.8, beta2: 0.9 } }],
    ["--decay-on", { decayOn: "weights" }, { optimizer: { decayOn: "weights" } }],
    ["--weight-decay", { weightDecay: 0 }, { optimizer: { weightDecay: 0 } }],
    ["--schedule cosine", { schedule: "cosine" }, { schedule: { kind: "cosine" } }],
    [
      "--schedule step",
      { schedule: "step", milestones: [4, 6] },
      { schedule: { kind: "step", milestones: [4, 6], gamma: 0.1 } },
    ],
    ["--gamma", { schedule: "step", milestones: [4], gamma: 0.5 }, { schedule: { gamma: 0.5 } }],
    ["--schedule onecycle", { schedule: "onecycle" }, { schedule: { kind: "onecycle", warmup: 0.3 } }],
    ["--warmup", { schedule: "onecycle", warmup: 0 }, { schedule: { warmup: 0 } }],
    ["--schedule polynomial", { schedule: "polynomial" }, { schedule: { kind: "polynomial", power: 1 } }],
    ["--power", { schedule: "polynomial", power: 2 }, { schedule: { power: 2 } }],
    [
      "--milestone-unit",
      { schedule: "step", milestones: [4], milestoneUnit: "epochs" },
      { schedule: { milestones: [4], unit: "epochs" } },
    ],
    ["--warmup-steps", { warmupSteps: 5 }, { warmup: { kind: "linear", unit: "steps", count: 5, factor: 0.01 } }],
    ["--warmup-epochs", { warmupEpochs: 2, warmupFactor: 0 }, { warmup: { unit: "epochs", count: 2, factor: 0 } }],
    ["--warmup-until-error", { warmupUntilError: 0.7 }, { warmup: { kind: "untilError", error: 0.7, factor: 0.1 } }],
    ["--label-smoothing", { labelSmoothing: 0.1 }, { step: { labelSmoothing: 0.1 } }],
    ["--clip-norm --average-decay", { clipNorm: 1, averageDecay: 0.9 }, { step: { clipNorm: 1, averageDecay: 0.9 } }],
    ["--accumulate", { batch: 12, accumulate: 4 }, { batch: 12, step: { accumulate: 4 } }],
    ["--seed", { seed: 7 }, { seed: 7 }],
    ["--no-shuffle", { shuffle: false }, { data: { shuffle: false } }],
    ["--augment", { augment: "standard" }, { data: { augment: "standard" } }],
    ["--data", { data: "/some/where" }, { data: { dir: "/some/where" } }],
    ["--mean --std", { mean: [1, 2, 3], std: [4, 5, 6] }, { data: { mean: [1, 2, 3], std: [4, 5, 6] } }],
    ["--init", { init: "w.safetensors" }, { init: "w.safetensors" }],
    ["--checkpoint-every", { checkpointEvery: 5 }, { checkpointEvery: 5 }],
    ["--device", { device: "gpu:0" }, { device: "gpu:0" }],
    ["--shortcut", { shortcut: "B" }, { architecture: { shortcut: "B" } }],
    ["the data set's size", { dataset: "fashion-mnist" }, { architecture: { input: [1, 28, 28], classes: 10 } }],
    ["--input and --classes", { input: [3, 16, 16], classes: 4 }, { architecture: { input: [3, 16, 16], classes: 4 } }],
  ];
  it.each(CASES)("%s", (_, flags, expected) => {
    const made = config(flags);
    expect(made).toMatchObject(expected);
    expect(runConfigSchema.parse(made)).toEqual(made);
  });

  it("takes epochs in place of steps", () => {
    const made = runConfigFromFlags({ dataset: "shapes", epochs: 3 }, resnet20);
    expect(made.budget).toEqual({ unit: "epochs", count: 3 });
  });

  const WRONG: readonly [string, TrainFlags, string, string][] = [
    ["no data set", { steps: 8 }, "USAGE", "dataset"],
    ["an unknown data set", { dataset: "fashion-mnits", steps: 8 }, "UNKNOWN_DATASET", "dataset"],
    ["a data set to come", { dataset: "cifar100", steps: 8 }, "NOT_SUPPORTED", "dataset"],
    ["a folder of images", { dataset: "folder", steps: 8 }, "NOT_SUPPORTED", "dataset"],
    ["no budget", { dataset: "shapes" }, "USAGE", "steps"],
    ["two budgets", { dataset: "shapes", steps: 8, epochs: 1 }, "USAGE", "steps"],
    ["a mean without a deviation", { dataset: "shapes", steps: 8, mean: [0, 0, 0] }, "USAGE", "std"],
    ["milestones missing", { dataset: "shapes", steps: 8, schedule: "step" }, "USAGE", "milestones"],
    ["another schedule's flag", { dataset: "shapes", steps: 8, schedule: "cosine", gamma: 0.5 }, "USAGE", "gamma"],
    [
      "another optimizer's flag",
      { dataset: "shapes", steps: 8, optimizer: "adamw", momentum: 0.5 },
      "USAGE",
      "momentum",
    ],
    ["two warm-ups", { dataset: "shapes", steps: 8, warmupSteps: 1, warmupEpochs: 1 }, "USAGE", "warmup-steps"],
    ["a warm-up of no length", { dataset: "shapes", steps: 8, warmupFactor: 0.5 }, "USAGE", "warmup-factor"],
    [
      "a warm-up without end",
      { dataset: "shapes", steps: 8, warmupUntilError: 0.8, warmupFactor: 0 },
      "USAGE",
      "warmup-factor",
    ],
    ["parts of unequal size", { dataset: "shapes", steps: 8, batch: 100, accumulate: 3 }, "USAGE", "accumulate"],
    ["two budgets beside a recipe", { dataset: "shapes", recipe: "quick-sgd", steps: 8, epochs: 1 }, "USAGE", "steps"],
    [
      "a flag that the recipe's schedule doesn't read",
      { dataset: "shapes", recipe: "quick-sgd", gamma: 0.5 },
      "USAGE",
      "gamma",
    ],
    ["a flag of no schedule", { dataset: "shapes", steps: 8, warmup: 0.5 }, "USAGE", "warmup"],
  ];
  it.each(WRONG)("refuses %s", (_, flags, code, field) => {
    expect(() => runConfigFromFlags(flags, resnet20)).toThrow(expect.objectContaining({ code, field }));
  });
});

describe("--recipe", () => {
  const named = (flags: TrainFlags) => runConfigFromFlags({ dataset: "shapes", ...flags }, resnet20);

  it.each(RECIPE_NAMES)("%s gives its own values, budget included", (recipe) => {
    const made = named({ recipe });
    const { data, ...rest } = RECIPES[recipe].config;
    expect(runConfigSchema.parse(made)).toEqual(made);
    expect(made).toEqual({
      version: 1,
      architecture: resnet20,
      data: { dataset: "shapes", ...data },
      ...rest,
      seed: 0,
      device: "cpu",
    });
  });

  const OVERRIDES: readonly [string, TrainFlags, object][] = [
    ["the budget", { recipe: "resnet-cifar", epochs: 2 }, { budget: { unit: "epochs", count: 2 } }],
    [
      "one value of the optimizer",
      { recipe: "wrn-cifar", lr: 0.05 },
      { optimizer: { learningRate: 0.05, weightDecay: 5e-4 } },
    ],
    ["Nesterov's momentum", { recipe: "wrn-cifar", nesterov: false }, { optimizer: { nesterov: false } }],
    [
      "the optimizer",
      { recipe: "resnet-cifar", optimizer: "adamw" },
      { optimizer: { kind: "adamw", learningRate: 1e-3 } },
    ],
    [
      "milestones, which keep their unit",
      { recipe: "wrn-cifar", milestones: [5, 8] },
      { schedule: { milestones: [5, 8], unit: "epochs", gamma: 0.2 } },
    ],
    ["the schedule", { recipe: "resnet-cifar", schedule: "cosine" }, { schedule: { kind: "cosine" } }],
    [
      "the factor of a warm-up",
      { recipe: "resnet110-cifar", warmupFactor: 0.2 },
      { warmup: { factor: 0.2, error: 0.8 } },
    ],
    [
      "the warm-up",
      { recipe: "resnet110-cifar", warmupSteps: 9 },
      { warmup: { kind: "linear", unit: "steps", count: 9, factor: 0.01 } },
    ],
    [
      "augmentation and order",
      { recipe: "quick-sgd", augment: "none", shuffle: false },
      { data: { augment: "none", shuffle: false } },
    ],
    ["the batch, in parts", { recipe: "quick-sgd", batch: 64, accumulate: 2 }, { batch: 64, step: { accumulate: 2 } }],
  ];
  it.each(OVERRIDES)("is overridden in %s", (_, flags, expected) => {
    const made = named(flags);
    expect(made).toMatchObject(expected);
    expect(runConfigSchema.parse(made)).toEqual(made);
  });
});
