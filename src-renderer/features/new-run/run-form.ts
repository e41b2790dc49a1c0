/** The form's contents as typed: numbers are kept as text until they are judged, so that nothing is corrected silently. */
import { z } from "zod";
import {
  ADAMW_DEFAULTS,
  DEFAULT_SCHEDULES,
  RUN_DEFAULTS,
  SCHEDULE_DEFAULTS,
  WARMUP_DEFAULTS,
} from "../../../src-main/common/train/defaults";
import { AUGMENTATIONS, DATASET_NAMES, type Optimizer, UNITS } from "../../../src-main/common/train/run-config";
import { percentText } from "./percent";

export const OPTIMIZER_KINDS = ["sgd", "adamw"] as const;
export const SCHEDULE_KINDS = ["constant", "step", "cosine", "onecycle", "polynomial"] as const;
export const WARMUP_KINDS = ["none", "linear", "untilError"] as const;
export const DECAY_TARGETS = ["all", "weights"] as const;

export const runFormSchema = z.object({
  name: z.string(),
  dataset: z.enum(DATASET_NAMES),
  dir: z.string(),
  /** Per channel, separated by commas; empty for the set's own. */
  mean: z.string(),
  std: z.string(),
  augment: z.enum(AUGMENTATIONS),
  shuffle: z.boolean(),
  batch: z.string(),
  unit: z.enum(UNITS),
  count: z.string(),
  optimizer: z.enum(OPTIMIZER_KINDS),
  learningRate: z.string(),
  weightDecay: z.string(),
  /** Rate and decay of the optimizer that isn't chosen: each keeps its own, since one's good rate ruins the other. */
  parked: z.object({ learningRate: z.string(), weightDecay: z.string() }),
  decayOn: z.enum(DECAY_TARGETS),
  momentum: z.string(),
  nesterov: z.boolean(),
  beta1: z.string(),
  beta2: z.string(),
  epsilon: z.string(),
  schedule: z.enum(SCHEDULE_KINDS),
  /** Separated by commas. */
  milestones: z.string(),
  milestoneUnit: z.enum(UNITS),
  gamma: z.string(),
  /** Percent of the run over which one cycle's rate climbs. */
  rising: z.string(),
  power: z.string(),
  warmup: z.enum(WARMUP_KINDS),
  warmupCount: z.string(),
  warmupUnit: z.enum(UNITS),
  /** Factor that a linear warm-up begins with, and the one that is kept until the error falls. */
  warmupFrom: z.string(),
  warmupLow: z.string(),
  /** Percent. */
  warmupError: z.string(),
  /** Each of these four is off when empty. */
  labelSmoothing: z.string(),
  clipNorm: z.string(),
  accumulate: z.string(),
  averageDecay: z.string(),
  /** Safetensors file; empty for He initialisation. */
  init: z.string(),
  seed: z.string(),
  device: z.string(),
  /** In steps; empty for the end of every epoch. */
  checkpointEvery: z.string(),
  /** In steps; empty for PROBE_INTERVAL, 0 for never. */
  probeEvery: z.string(),
});
export type RunForm = z.infer<typeof runFormSchema>;
/** What an error can stand at. */
export type FormField = Exclude<keyof RunForm, "parked"> | "architecture";

const { batch, budget, optimizer, seed, device } = RUN_DEFAULTS;
const { step, onecycle, polynomial } = SCHEDULE_DEFAULTS;

/** The defaults as a form shows them, with the paper's augmentation. */
export const FIRST_FORM: RunForm = {
  name: "",
  dataset: RUN_DEFAULTS.data.dataset,
  dir: "",
  mean: "",
  std: "",
  augment: "standard",
  shuffle: RUN_DEFAULTS.data.shuffle,
  batch: String(batch),
  unit: budget.unit,
  count: String(budget.count),
  optimizer: optimizer.kind,
  learningRate: String(optimizer.learningRate),
  weightDecay: String(optimizer.weightDecay),
  parked: { learningRate: String(ADAMW_DEFAULTS.learningRate), weightDecay: String(ADAMW_DEFAULTS.weightDecay) },
  decayOn: "all",
  momentum: String(optimizer.momentum),
  nesterov: optimizer.nesterov,
  beta1: String(ADAMW_DEFAULTS.beta1),
  beta2: String(ADAMW_DEFAULTS.beta2),
  epsilon: String(ADAMW_DEFAULTS.epsilon),
  schedule: DEFAULT_SCHEDULES[budget.unit],
  milestones: step.milestones.map((share) => Math.round(share * budget.count)).join(", "),
  milestoneUnit: budget.unit,
  gamma: String(step.gamma),
  rising: percentText(onecycle.warmup),
  power: String(polynomial.power),
  warmup: "none",
  warmupCount: "1",
  warmupUnit: budget.unit,
  warmupFrom: String(WARMUP_DEFAULTS.linear.factor),
  warmupLow: String(WARMUP_DEFAULTS.untilError.factor),
  warmupError: percentText(WARMUP_DEFAULTS.untilError.error),
  labelSmoothing: "",
  clipNorm: "",
  accumulate: "",
  averageDecay: "",
  init: "",
  seed: String(seed),
  device,
  checkpointEvery: "",
  probeEvery: "",
};

/** Chooses an optimizer, and with it the rate and decay that were last typed for it. */
export function withOptimizer(form: RunForm, kind: Optimizer["kind"]): RunForm {
  if (form.optimizer === kind) return form;
  const { learningRate, weightDecay, parked } = form;
  return { ...form, ...parked, optimizer: kind, parked: { learningRate, weightDecay } };
}
