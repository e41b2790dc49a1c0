/**
 * What happens to a run, as events. The trainer sends them, the store keeps them, the feed hands them on and the
 * command line prints them as JSON lines: one vocabulary from the loop to the chart.
 */
import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "../errors";
import { RUN_STATES } from "./states";

const errorCodeSchema = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]);
export const errorDataSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  field: z.string().optional(),
});

/** One training step. `accuracy` is the batch's, 0 to 1; `loss` may be NaN or infinite, which JSON carries as null. */
export const stepPointSchema = z.object({
  step: z.int().min(1),
  loss: z.number().nullable(),
  accuracy: z.number(),
  learningRate: z.number(),
});
export type StepPoint = z.infer<typeof stepPointSchema>;

/** Means over a split. `loss` is the mean cross-entropy in nats, `accuracy` is 0 to 1. */
export const scoreSchema = z.object({ loss: z.number().nullable(), accuracy: z.number(), count: z.int() });
export type Score = z.infer<typeof scoreSchema>;

/** What the trainer tells of a run in progress. Steps count from 1; times are seconds since the run's first step. */
export const trainingEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("started"),
    device: z.string(),
    tensorflow: z.string(),
    /** Steps done before: 0 in a new run, the checkpoint's in one that goes on. Later points that were told are void. */
    step: z.int().min(0).default(0),
    parameters: z.int(),
    trainCount: z.int(),
    validationCount: z.int(),
    stepsPerEpoch: z.int(),
    totalSteps: z.int(),
  }),
  /** Consecutive steps since the last such event. */
  z.object({
    type: z.literal("steps"),
    points: z.array(stepPointSchema).min(1),
    /** Over these steps, evaluation and checkpoints left out; 0 while only the run's first five, slow ones are done. */
    imagesPerSecond: z.number(),
    elapsed: z.number(),
  }),
  /** A look inside the network; values in the order of common/train/probes.ts, null where one is not finite. */
  z.object({ type: z.literal("probe"), step: z.int(), values: z.array(z.number().nullable()) }),
  z.object({ type: z.literal("checkpoint"), step: z.int(), path: z.string() }),
  z.object({
    type: z.literal("epoch"),
    epoch: z.int(),
    step: z.int(),
    train: scoreSchema,
    validation: scoreSchema,
    elapsed: z.number(),
  }),
]);
export type TrainingEvent = z.infer<typeof trainingEventSchema>;

/** A move of the run's state machine; `error` says why a run failed. */
export const stateEventSchema = z.object({
  type: z.literal("state"),
  state: z.enum(RUN_STATES),
  error: errorDataSchema.optional(),
});

export const runEventSchema = z.discriminatedUnion("type", [...trainingEventSchema.options, stateEventSchema]);
export type RunEvent = z.infer<typeof runEventSchema>;

/** An event as stored and published: `seq` rises over the whole store, so one number says how far a reader has come. */
export const storedEventSchema = z.object({
  seq: z.int(),
  runId: z.string(),
  /** Milliseconds since 1970, for people; order comes from `seq`. */
  at: z.number(),
  event: runEventSchema,
});
export type StoredEvent = z.infer<typeof storedEventSchema>;
