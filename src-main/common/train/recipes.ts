/** The papers' recipes, and two for a quick look, as rows of data: the form's menu and `train --recipe`. */
import { ADAMW_DEFAULTS, SCHEDULE_DEFAULTS, WARMUP_DEFAULTS } from "./defaults";
import type { DataConfig, Optimizer, RunConfig } from "./run-config";

/** What a recipe decides of a run, all of it: a warm-up or a step option that it doesn't name is off. */
export type RecipeConfig = Pick<RunConfig, "batch" | "budget" | "optimizer" | "schedule" | "warmup" | "step"> & {
  data: Pick<DataConfig, "augment" | "shuffle">;
};

export interface Recipe {
  /** The images that it was made for; `quick` looks at any. */
  group: "quick" | "cifar" | "imagenet";
  /** Where it stands. */
  source: string;
  config: RecipeConfig;
}

export const RECIPE_NAMES = [
  "quick-sgd",
  "quick-adamw",
  "resnet-cifar",
  "resnet110-cifar",
  "preact-cifar",
  "wrn-cifar",
  "resnext-cifar",
  "resnet-imagenet",
] as const;
export type RecipeName = (typeof RECIPE_NAMES)[number];

/** A few epochs that end well, for any set. */
const QUICK = {
  data: { augment: "standard", shuffle: true },
  batch: 128,
  budget: { unit: "epochs", count: 5 },
  schedule: { kind: "onecycle", ...SCHEDULE_DEFAULTS.onecycle },
} as const satisfies Omit<RecipeConfig, "optimizer">;

const RESNET_CIFAR: RecipeConfig = {
  data: { augment: "standard", shuffle: true },
  batch: 128,
  budget: { unit: "steps", count: 64_000 },
  optimizer: sgd({ weightDecay: 1e-4 }),
  schedule: { kind: "step", milestones: [32_000, 48_000], gamma: 0.1 },
};

export const RECIPES: Readonly<Record<RecipeName, Recipe>> = {
  "quick-sgd": {
    group: "quick",
    source: "Smith and Topin 2017 (arXiv 1708.07120)",
    config: { ...QUICK, optimizer: sgd({ weightDecay: 5e-4, nesterov: true }) },
  },
  "quick-adamw": {
    group: "quick",
    source: "Loshchilov and Hutter 2019 (arXiv 1711.05101)",
    config: { ...QUICK, optimizer: ADAMW_DEFAULTS },
  },
  "resnet-cifar": {
    group: "cifar",
    source: "He et al. 2015, section 4.2 (arXiv 1512.03385)",
    config: RESNET_CIFAR,
  },
  "resnet110-cifar": {
    group: "cifar",
    source: "He et al. 2015, section 4.2 (arXiv 1512.03385)",
    config: { ...RESNET_CIFAR, warmup: { kind: "untilError", ...WARMUP_DEFAULTS.untilError } },
  },
  "preact-cifar": {
    group: "cifar",
    source: "He et al. 2016, appendix (arXiv 1603.05027)",
    // The paper holds a tenth for these 400 steps, and adds that its units do not need it.
    config: { ...RESNET_CIFAR, warmup: { kind: "linear", unit: "steps", count: 400, factor: 0.1 } },
  },
  "wrn-cifar": {
    group: "cifar",
    source: "Zagoruyko and Komodakis 2016, section 3 (arXiv 1605.07146)",
    config: {
      ...RESNET_CIFAR,
      budget: { unit: "epochs", count: 200 },
      optimizer: sgd({ weightDecay: 5e-4, nesterov: true }),
      schedule: { kind: "step", milestones: [60, 120, 160], unit: "epochs", gamma: 0.2 },
    },
  },
  "resnext-cifar": {
    group: "cifar",
    source: "Xie et al. 2017, appendix A (arXiv 1611.05431)",
    config: {
      ...RESNET_CIFAR,
      batch: 256,
      budget: { unit: "epochs", count: 300 },
      optimizer: sgd({ weightDecay: 5e-4 }),
      schedule: { kind: "step", milestones: [150, 225], unit: "epochs", gamma: 0.1 },
    },
  },
  "resnet-imagenet": {
    group: "imagenet",
    source: "He et al. 2015 (arXiv 1512.03385); Goyal et al. 2017 (arXiv 1706.02677)",
    // He et al. wait for a plateau of the error; the epochs at which that happens are Goyal et al.'s.
    config: {
      ...RESNET_CIFAR,
      batch: 256,
      budget: { unit: "epochs", count: 90 },
      schedule: { kind: "step", milestones: [30, 60, 80], unit: "epochs", gamma: 0.1 },
    },
  },
};

function sgd(given: Pick<Optimizer, "weightDecay"> & { nesterov?: boolean }): Optimizer {
  return { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, ...given };
}
