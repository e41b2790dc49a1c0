/** What a run is made of when nobody says otherwise: the command line's defaults and the form's first values. */
import type { Budget, Optimizer, RunConfig, Schedule } from "./run-config";

/** The paper's recipe for CIFAR (He et al., section 4.2), without its augmentation and its steps in the learning rate. */
export const RUN_DEFAULTS = {
  data: { dataset: "shapes", augment: "none", shuffle: true },
  batch: 128,
  budget: { unit: "epochs", count: 10 },
  optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
  seed: 0,
  /** A GPU that TensorFlow can use goes before it. */
  device: "cpu",
} as const satisfies Omit<RunConfig, "version" | "architecture" | "schedule">;

/**
 * The schedule by the budget's unit. A run over epochs is there to end well, so its rate falls to 0: at the full rate of 0.1 a
 * single epoch's accuracy is luck. A number of steps is a probe, whose steps must not depend on how many follow.
 */
export const DEFAULT_SCHEDULES = { epochs: "cosine", steps: "constant" } as const satisfies Record<
  Budget["unit"],
  Schedule["kind"]
>;

/** First values of AdamW's fields: torch's, and the rate that its users begin with. */
export const ADAMW_DEFAULTS = {
  kind: "adamw",
  learningRate: 1e-3,
  weightDecay: 1e-2,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
} as const satisfies Optimizer;

/** First values of a warm-up's fields: a straight line over some steps, and ResNet-110's of He et al., section 4.2. */
export const WARMUP_DEFAULTS = { linear: { factor: 0.01 }, untilError: { factor: 0.1, error: 0.8 } } as const;

/** First values of the schedules' own fields. `milestones` are shares of the run, since its length is not known here. */
export const SCHEDULE_DEFAULTS = {
  step: { gamma: 0.1, milestones: [0.5, 0.75] },
  onecycle: { warmup: 0.3 },
  polynomial: { power: 1 },
} as const;
