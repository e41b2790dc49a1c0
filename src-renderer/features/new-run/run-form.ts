/** The form's contents as typed: numbers are kept as text until they are judged, so that nothing is corrected silently. */
import { z } from "zod";
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

/** He et al.'s recipe on a schedule that fits any length. */
export const FIRST_FORM: RunForm = {
  name: "",
  dataset: "shapes",
  dir: "",
  augment: "standard",
  shuffle: true,
  batch: "128",
  unit: "epochs",
  count: "10",
  learningRate: "0.1",
  momentum: "0.9",
  nesterov: false,
  weightDecay: "1e-4",
  schedule: "cosine",
  milestones: "5, 8",
  gamma: "0.1",
  warmup: "30",
  seed: "1",
  device: "cpu",
  checkpointEvery: "",
};
