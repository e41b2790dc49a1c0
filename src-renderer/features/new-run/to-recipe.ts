/** The form's part that a recipe decides, read field by field. What is hidden can't be wrong: it isn't read. */

import { nearestParts } from "../../../src-main/common/train/parts";
import type { RecipeConfig } from "../../../src-main/common/train/recipes";
import type { Optimizer, Schedule, StepOptions, Warmup } from "../../../src-main/common/train/run-config";
import type { FieldReader } from "./field-rules";
import type { RunForm } from "./run-form";

/** Errors are noted in the reader, and their fields are NaN. */
export function toRecipe(form: RunForm, read: FieldReader): RecipeConfig {
  const batch = read.number("batch");
  const budget = { unit: form.unit, count: read.number("count") };
  const optimizer = toOptimizer(form, read);
  const schedule = toSchedule(form, read);
  const warmup = toWarmup(form, read);
  const step = toStepOptions(read, batch);
  return {
    data: { augment: form.augment, shuffle: form.shuffle },
    batch,
    budget,
    optimizer,
    schedule,
    ...(warmup && { warmup }),
    ...(step && { step }),
  };
}

function toOptimizer(form: RunForm, read: FieldReader): Optimizer {
  const learningRate = read.number("learningRate");
  const weightDecay = read.number("weightDecay");
  const shared = { learningRate, weightDecay, ...(form.decayOn === "weights" && { decayOn: form.decayOn }) };
  if (form.optimizer === "sgd") {
    return { kind: "sgd", ...shared, momentum: read.number("momentum"), nesterov: form.nesterov };
  }
  const [beta1, beta2, epsilon] = [read.number("beta1"), read.number("beta2"), read.number("epsilon")];
  return { kind: "adamw", ...shared, beta1, beta2, epsilon };
}

function toSchedule(form: RunForm, read: FieldReader): Schedule {
  switch (form.schedule) {
    case "step": {
      const milestones = read.milestones();
      const unit = form.milestoneUnit === "epochs" ? ({ unit: "epochs" } as const) : {};
      return { kind: "step", milestones, ...unit, gamma: read.number("gamma") };
    }
    case "onecycle":
      return { kind: "onecycle", warmup: read.share("rising") };
    case "polynomial":
      return { kind: "polynomial", power: read.number("power") };
    default:
      return { kind: form.schedule };
  }
}

function toWarmup(form: RunForm, read: FieldReader): Warmup | undefined {
  switch (form.warmup) {
    case "none":
      return undefined;
    case "linear": {
      const count = read.number("warmupCount");
      return { kind: "linear", unit: form.warmupUnit, count, factor: read.number("warmupFrom") };
    }
    case "untilError": {
      const factor = read.number("warmupLow");
      return { kind: "untilError", factor, error: read.share("warmupError") };
    }
  }
}

function toStepOptions(read: FieldReader, batch: number): StepOptions | undefined {
  const given = {
    labelSmoothing: read.optional("labelSmoothing"),
    clipNorm: read.optional("clipNorm"),
    accumulate: read.optional("accumulate"),
    averageDecay: read.optional("averageDecay"),
  };
  const { accumulate = 1 } = given;
  if (batch % accumulate > 0) {
    read.refuse("accumulate", "newRun.accepted.divisors", { batch, near: nearestParts(batch, accumulate) });
  }
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as StepOptions);
}
