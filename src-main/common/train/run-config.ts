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

/** Learning rate over the run, as a factor on `learningRate`; see schedules.ts for the formulas. */
export const scheduleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant") }),
  /** Times `gamma` at each milestone, in steps. */
  z.strictObject({
    kind: z.literal("step"),
    milestones: z.array(z.int().min(1)).min(1).max(100),
    gamma: z.number().positive().max(1),
  }),
  /** Half a cosine from the full rate to 0 (Loshchilov and Hutter 2016, without restarts). */
  z.strictObject({ kind: z.literal("cosine") }),
  /** Linear up over `warmup` of the run, cosine down to 0 (Smith and Topin 2017). */
  z.strictObject({ kind: z.literal("onecycle"), warmup: z.number().min(0).max(1) }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** Stochastic gradient descent as torch's SGD: g += decay * w; buffer = momentum * buffer + g; w -= rate * buffer. */
export const optimizerSchema = z.strictObject({
  kind: z.literal("sgd"),
  learningRate: z.number().min(0).max(1000),
  momentum: z.number().min(0).lt(1),
  nesterov: z.boolean(),
  weightDecay: z.number().min(0).max(10),
});
export type Optimizer = z.infer<typeof optimizerSchema>;

export const budgetSchema = z.discriminatedUnion("unit", [
  z.strictObject({ unit: z.literal("epochs"), count: z.int().min(1).max(100_000) }),
  z.strictObject({ unit: z.literal("steps"), count: z.int().min(1).max(100_000_000) }),
]);
export type Budget = z.infer<typeof budgetSchema>;

/** `cpu`, or the nth GPU as TensorFlow counts them. */
export const deviceSchema = z.string().regex(/^(cpu|gpu:\d{1,2})$/, "accepted are cpu and gpu:N");

export const runConfigSchema = z.strictObject({
  version: z.literal(1),
  architecture: archSpecSchema,
  data: dataConfigSchema,
  batch: z.int().min(1).max(65_536),
  budget: budgetSchema,
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  /** Safetensors file with torchvision's names to start from; He initialisation when left out. */
  init: z.string().min(1).max(4096).optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  device: deviceSchema,
  /** In steps; at the end of every epoch when left out. A run's last step is always saved. */
  checkpointEvery: z.int().min(1).optional(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;
