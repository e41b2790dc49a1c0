/** The way back: a recipe's values, or a whole earlier run's, as a form shows them. */
import type { RecipeConfig } from "../../../src-main/common/train/recipes";
import type { Optimizer, RunConfig, Schedule, StepOptions, Warmup } from "../../../src-main/common/train/run-config";
import { percentText } from "./percent";
import { type RunForm, withOptimizer } from "./run-form";

/** The run's every setting but its network, which the draft has; `name` stays as typed. */
export function fromConfig(config: RunConfig, form: RunForm): RunForm {
  const { dataset, dir, mean, std } = config.data;
  return {
    ...withRecipe(config, form),
    dataset,
    dir: dir ?? "",
    mean: mean?.join(", ") ?? "",
    std: std?.join(", ") ?? "",
    init: config.init ?? "",
    seed: String(config.seed),
    device: config.device,
    checkpointEvery: text(config.checkpointEvery),
    probeEvery: text(config.probeEvery),
  };
}

/** The form with a recipe in it; the fields of the optimizers, schedules and warm-ups that it doesn't choose stay as typed. */
export function withRecipe({ data, batch, budget, ...recipe }: RecipeConfig, form: RunForm): RunForm {
  const { optimizer, schedule, warmup, step = {} } = recipe;
  return {
    ...withOptimizer(form, optimizer.kind),
    augment: data.augment,
    shuffle: data.shuffle,
    batch: String(batch),
    unit: budget.unit,
    count: String(budget.count),
    ...optimizerFields(optimizer),
    ...scheduleFields(schedule),
    ...warmupFields(warmup),
    ...stepFields(step),
  };
}

function optimizerFields(optimizer: Optimizer): Partial<RunForm> {
  const { learningRate, weightDecay, decayOn = "all" } = optimizer;
  const shared = { learningRate: String(learningRate), weightDecay: String(weightDecay), decayOn };
  if (optimizer.kind === "sgd") {
    return { ...shared, momentum: String(optimizer.momentum), nesterov: optimizer.nesterov };
  }
  const { beta1, beta2, epsilon } = optimizer;
  return { ...shared, beta1: String(beta1), beta2: String(beta2), epsilon: String(epsilon) };
}

function scheduleFields(schedule: Schedule): Partial<RunForm> {
  const { kind } = schedule;
  switch (kind) {
    case "step": {
      const { milestones, unit = "steps", gamma } = schedule;
      return { schedule: kind, milestones: milestones.join(", "), milestoneUnit: unit, gamma: String(gamma) };
    }
    case "onecycle":
      return { schedule: kind, rising: percentText(schedule.warmup) };
    case "polynomial":
      return { schedule: kind, power: String(schedule.power) };
    default:
      return { schedule: kind };
  }
}

function warmupFields(warmup: Warmup | undefined): Partial<RunForm> {
  switch (warmup?.kind) {
    case undefined:
      return { warmup: "none" };
    case "linear": {
      const { kind, unit, count, factor } = warmup;
      return { warmup: kind, warmupCount: String(count), warmupUnit: unit, warmupFrom: String(factor) };
    }
    case "untilError":
      return { warmup: warmup.kind, warmupLow: String(warmup.factor), warmupError: percentText(warmup.error) };
  }
}

function stepFields({ labelSmoothing, clipNorm, accumulate, averageDecay }: StepOptions): Partial<RunForm> {
  return {
    labelSmoothing: text(labelSmoothing),
    clipNorm: text(clipNorm),
    accumulate: text(accumulate),
    averageDecay: text(averageDecay),
  };
}

function text(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
