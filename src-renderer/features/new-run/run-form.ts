/** The form's contents as typed: numbers are kept as text until they are judged, so that nothing is corrected silently. */
import { z } from "zod";
import { DEFAULT_SCHEDULES, RUN_DEFAULTS, SCHEDULE_DEFAULTS } from "../../../src-main/common/train/defaults";
import { AUGMENTATIONS, DATASET_NAMES } from "../../../src-main/common/train/run-config";

export const SCHEDULE_KINDS = ["constant", "step", "cosine", "onecycle"] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

export const runFormSchema = z.object({
  name: z.string(),
  dataset: z.enum(DATASET_NAMES),
  dir: z.string(),
  augment: z.enum(AUGMENTATIONS),
  shuffle: z.boolean(),
  batch: z.string(),
  unit: z.enum(["epochs", "steps"]),
  count: z.string(),
  learningRate: z.string(),
  momentum: z.string(),
  nesterov: z.boolean(),
  weightDecay: z.string(),
  schedule: z.enum(SCHEDULE_KINDS),
  /** In the budget's unit, separated by commas. */
  milestones: z.string(),
  gamma: z.string(),
  /** Percent of the run. */
  warmup: z.string(),
  seed: z.string(),
  device: z.string(),
  /** In steps; empty for the end of every epoch. */
  checkpointEvery: z.string(),
});
export type RunForm = z.infer<typeof runFormSchema>;
export type FormField = keyof RunForm | "architecture";

const { batch, budget, optimizer, seed, device } = RUN_DEFAULTS;

/** The defaults as a form shows them, with the paper's augmentation. */
export const FIRST_FORM: RunForm = {
  name: "",
  dataset: RUN_DEFAULTS.data.dataset,
  dir: "",
  augment: "standard",
  shuffle: RUN_DEFAULTS.data.shuffle,
  batch: String(batch),
  unit: budget.unit,
  count: String(budget.count),
  learningRate: String(optimizer.learningRate),
  momentum: String(optimizer.momentum),
  nesterov: optimizer.nesterov,
  weightDecay: String(optimizer.weightDecay),
  schedule: DEFAULT_SCHEDULES[budget.unit],
  milestones: "5, 8",
  gamma: String(SCHEDULE_DEFAULTS.step.gamma),
  warmup: String(100 * SCHEDULE_DEFAULTS.onecycle.warmup),
  seed: String(seed),
  device,
  checkpointEvery: "",
};
