/**
 * RunConfig: everything that decides a run's outcome. The form edits it, a file holds it, the store keeps it with the
 * run, the trainer executes it. Same configuration, machine and versions: the same bits.
 */
import { z } from "zod";
import { archSpecSchema } from "../arch/spec";

export const DATASET_NAMES = ["shapes", "fashion-mnist", "mnist", "cifar10"] as const;
export type DatasetName = (typeof DATASET_NAMES)[number];

/** `standard`: zero-pad by 4 pixels, random crop back, horizontal flip with probability one half (He et al., section 4.2). */
export const AUGMENTATIONS = ["none", "standard"] as const;

const perChannel = z.array(z.number()).min(1).max(16);

export const dataConfigSchema = z.strictObject({
  dataset: z.enum(DATASET_NAMES),
  /** Folder with the set's files; the known places are searched when it is left out. */
  dir: z.string().min(1).max(4096).optional(),
  augment: z.enum(AUGMENTATIONS),
  /** Off: file order, wrapping at the end of the epoch. Either way the last partial batch is dropped. */
  shuffle: z.boolean(),
  /** A pixel becomes (byte / 255 - mean) / std, per channel; the set's own statistics when left out. */
  mean: perChannel.optional(),
  std: z.array(z.number().positive()).min(1).max(16).optional(),
});
export type DataConfig = z.infer<typeof dataConfigSchema>;

export const UNITS = ["steps", "epochs"] as const;

/** Learning rate over the run, as a factor on `learningRate`; see schedules.ts for the formulas. */
export const scheduleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant") }),
  /** Times `gamma` at each milestone, in steps unless the unit says epochs. */
  z.strictObject({
    kind: z.literal("step"),
    milestones: z.array(z.int().min(1)).min(1).max(100),
    unit: z.enum(UNITS).optional(),
    gamma: z.number().positive().max(1),
  }),
  /** Half a cosine from the full rate to 0 (Loshchilov and Hutter 2016, without restarts). */
  z.strictObject({ kind: z.literal("cosine") }),
  /** Linear up over `warmup` of the run, cosine down to 0 (Smith and Topin 2017). */
  z.strictObject({ kind: z.literal("onecycle"), warmup: z.number().min(0).max(1) }),
  /** (1 - share of the run done) to this power; 1 is a straight line to 0. */
  z.strictObject({ kind: z.literal("polynomial"), power: z.number().positive().max(10) }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** A lower rate to begin with, as a factor on what the schedule says. */
export const warmupSchema = z.discriminatedUnion("kind", [
  /** Rises in a straight line from `factor` to 1 over so many steps or epochs. */
  z.strictObject({
    kind: z.literal("linear"),
    unit: z.enum(UNITS),
    count: z.int().min(1).max(1_000_000),
    factor: z.number().min(0).max(1),
  }),
  /** `factor` until the training error falls below `error`, then 1: 0.1 and 0.8 for ResNet-110 (He et al., section 4.2). */
  z.strictObject({
    kind: z.literal("untilError"),
    factor: z.number().positive().max(1),
    error: z.number().positive().lt(1),
  }),
]);
export type Warmup = z.infer<typeof warmupSchema>;

const common = {
  learningRate: z.number().min(0).max(1000),
  weightDecay: z.number().min(0).max(10),
  /** `weights` spares biases and the scales and shifts of norms; all parameters decay when left out, as in torch. */
  decayOn: z.enum(["all", "weights"]).optional(),
};
export const optimizerSchema = z.discriminatedUnion("kind", [
  /** Torch's SGD: g += decay * w; buffer = momentum * buffer + g; w -= rate * buffer. */
  z.strictObject({ kind: z.literal("sgd"), ...common, momentum: z.number().min(0).lt(1), nesterov: z.boolean() }),
  /** Torch's AdamW (Loshchilov and Hutter 2019): w -= rate * decay * w, apart from Adam's own step. */
  z.strictObject({
    kind: z.literal("adamw"),
    ...common,
    beta1: z.number().min(0).lt(1),
    beta2: z.number().min(0).lt(1),
    epsilon: z.number().positive().max(1),
  }),
]);
export type Optimizer = z.infer<typeof optimizerSchema>;

/** What a step does besides the optimizer's rule; each is off when left out. */
export const stepOptionsSchema = z.strictObject({
  /** Share of each target spread over all classes (Szegedy et al. 2016). */
  labelSmoothing: z.number().min(0).lt(1).optional(),
  /** Largest norm of all gradients together; longer ones are scaled down to it. */
  clipNorm: z.number().positive().max(1e6).optional(),
  /** Parts that a batch is computed in, one after the other, their gradients added up: less memory, the same step. */
  accumulate: z.int().min(1).max(1024).optional(),
  /** Decay per step of a moving average of the weights, which is what gets scored, saved and exported. */
  averageDecay: z.number().min(0).lt(1).optional(),
});
export type StepOptions = z.infer<typeof stepOptionsSchema>;

export const budgetSchema = z.discriminatedUnion("unit", [
  z.strictObject({ unit: z.literal("epochs"), count: z.int().min(1).max(100_000) }),
  z.strictObject({ unit: z.literal("steps"), count: z.int().min(1).max(100_000_000) }),
]);
export type Budget = z.infer<typeof budgetSchema>;

/** `cpu`, or the nth GPU as TensorFlow counts them. */
export const deviceSchema = z.string().regex(/^(cpu|gpu:\d{1,2})$/, "accepted are cpu and gpu:N");

export const runConfigSchema = z
  .strictObject({
    version: z.literal(1),
    architecture: archSpecSchema,
    data: dataConfigSchema,
    batch: z.int().min(1).max(65_536),
    budget: budgetSchema,
    optimizer: optimizerSchema,
    schedule: scheduleSchema,
    warmup: warmupSchema.optional(),
    /** Batches a step, smoothing, clipping, averaging. */
    step: stepOptionsSchema.optional(),
    /** Safetensors file with torchvision's names to start from; He initialisation when left out. */
    init: z.string().min(1).max(4096).optional(),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1),
    device: deviceSchema,
    /** In steps; at the end of every epoch when left out. A run's last step is always saved. */
    checkpointEvery: z.int().min(1).optional(),
    /** Steps between two looks inside the network (common/train/probes.ts); 0 never looks. */
    probeEvery: z.int().min(0).optional(),
  })
  .refine(({ batch, step }) => batch % (step?.accumulate ?? 1) === 0, {
    path: ["step", "accumulate"],
    message: "accepted are divisors of the batch",
  });
export type RunConfig = z.infer<typeof runConfigSchema>;
