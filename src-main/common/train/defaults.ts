/** What a run is made of when nobody says otherwise: the command line's defaults and the form's first values. */
import type { RunConfig } from "./run-config";

/** The paper's recipe for CIFAR (He et al., section 4.2), without its augmentation and its steps in the learning rate. */
export const RUN_DEFAULTS = {
  data: { dataset: "shapes", augment: "none", shuffle: true },
  batch: 128,
  budget: { unit: "epochs", count: 10 },
  optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
  schedule: { kind: "constant" },
  seed: 0,
  /** A GPU that TensorFlow can use goes before it. */
  device: "cpu",
} as const satisfies Omit<RunConfig, "version" | "architecture">;

/** First values of the schedules' own fields. `milestones` are shares of the run, since its length is not known here. */
export const SCHEDULE_DEFAULTS = {
  step: { gamma: 0.1, milestones: [0.5, 0.75] },
  onecycle: { warmup: 0.3 },
} as const;
