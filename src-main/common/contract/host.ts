/**
 * THE contract between the window and the host. Both ends derive from it: adding a method is a line here and a function
 * in `service/api.ts`. Every method may fail with an ErrorCode; the client turns that into a ResiduaError.
 */
import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { calibrationSchema } from "../arch/step-time";
import { errorDataSchema, scoreSchema, stepPointSchema, storedEventSchema } from "../run/events";
import { RUN_STATES } from "../run/states";
import { PROBED } from "../train/probes";
import { budgetSchema, DATASET_NAMES, deviceSchema, runConfigSchema } from "../train/run-config";

/** A row of the run table. */
export const runSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(RUN_STATES),
  /** 1 for the next to start, null unless queued. */
  queuePosition: z.int().nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Steps that were done when it started last; 0 unless it went on from a checkpoint. */
  startedStep: z.int(),
  config: runConfigSchema,
  /** What it runs on and TensorFlow's version; null before the trainer has told them. */
  device: z.string().nullable(),
  tensorflow: z.string().nullable(),
  /** Steps done and in all; 0 of null before the trainer has counted them. */
  step: z.int(),
  totalSteps: z.int().nullable(),
  stepsPerEpoch: z.int().nullable(),
  /** Moving average of the reports (run/throughput.ts); null before the first. */
  imagesPerSecond: z.number().nullable(),
  lastPoint: stepPointSchema.nullable(),
  lastValidation: scoreSchema.nullable(),
  bestValidationAccuracy: z.number().nullable(),
  /** Why it failed. */
  error: errorDataSchema.nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** One row per epoch. */
export const epochRowSchema = z.object({
  epoch: z.int(),
  step: z.int(),
  train: scoreSchema,
  validation: scoreSchema,
  elapsed: z.number(),
});
export type EpochRow = z.infer<typeof epochRowSchema>;

/** How fast the run was, one per stored `steps` event: its last step, its throughput and the seconds passed by then. */
export const paceSchema = z.object({ step: z.int(), imagesPerSecond: z.number(), elapsed: z.number() });
export type Pace = z.infer<typeof paceSchema>;

/** A run with its curves; `seq` is where a subscription goes on without gap or repetition. */
export const runDetailSchema = z.object({
  summary: runSummarySchema,
  steps: z.array(stepPointSchema),
  epochs: z.array(epochRowSchema),
  /** Rising by step; the throughput curve and the time axis of a run opened after its start come from it. */
  paces: z.array(paceSchema),
  seq: z.int(),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/** One measured quantity of a run as a grid: a row per layer, a column per stretch of steps. */
export const probeGridSchema = z.object({
  quantity: z.enum(PROBED),
  /** The layers' addresses, in the network's order. */
  addresses: z.array(z.string()),
  /** The last step that each column stands for. */
  steps: z.array(z.int()),
  /** values[row][column], the mean over the column's steps; null where none was finite. */
  values: z.array(z.array(z.number().nullable())),
});
export type ProbeGrid = z.infer<typeof probeGridSchema>;

export const datasetInfoSchema = z.object({
  name: z.enum(DATASET_NAMES),
  title: z.string(),
  input: z.tuple([z.int(), z.int(), z.int()]),
  classes: z.array(z.string()),
  trainCount: z.int(),
  testCount: z.int(),
  state: z.enum(["ready", "missing"]),
  /** Folder it was found in; null for sets that are drawn or missing. */
  dir: z.string().nullable(),
  /** What to do when it is missing. */
  hint: z.string().nullable(),
  /** Bytes that `datasets fetch` would download; null where it can't be fetched. */
  fetchBytes: z.number().nullable(),
});
export type DatasetInfo = z.infer<typeof datasetInfoSchema>;

/** One line of the doctor: a part of the installation, whether it works, and what to do if not. */
export const checkSchema = z.object({
  id: z.string(),
  ok: z.boolean(),
  /** What was found. */
  detail: z.string(),
  /** Why it is missing and what to do; null when all is well. */
  remedy: z.string().nullable(),
});
export const doctorReportSchema = z.object({
  version: z.string(),
  /** True when training can run. */
  ok: z.boolean(),
  tensorflow: z.string().nullable(),
  devices: z.array(z.object({ id: z.string(), name: z.string() })),
  cpu: z.object({ model: z.string(), cores: z.int(), features: z.array(z.string()) }),
  memoryBytes: z.number(),
  store: z.object({ dir: z.string(), freeBytes: z.number() }),
  host: z.enum(["electron", "web", "cli"]),
  checks: z.array(checkSchema),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

/** Networks timed so far and in all; the calibration comes last, when it is stored. */
export const calibrationProgressSchema = z.object({
  done: z.int(),
  of: z.int(),
  calibration: calibrationSchema.nullable(),
});
export type CalibrationProgress = z.infer<typeof calibrationProgressSchema>;

/** What every subscriber gets: stored events in order, at most 30 messages a second. */
export const feedMessageSchema = z.object({ events: z.array(storedEventSchema) });
export type FeedMessage = z.infer<typeof feedMessageSchema>;

const runId = z.object({ id: z.string().min(1).max(64) });
/** With the codes of common/errors.ts in `data`, since oRPC's own codes are HTTP's. */
const base = oc.errors({ RESIDUA: { data: errorDataSchema } });

export const hostContract = {
  runs: {
    list: base.output(z.object({ runs: z.array(runSummarySchema), seq: z.int() })),
    get: base.input(runId).output(runDetailSchema),
    /** Queues a run; it starts at once when the device is free. */
    create: base
      .input(z.object({ config: runConfigSchema, name: z.string().max(200).optional() }))
      .output(runSummarySchema),
    /** Stop after the current step and save; a queued run is taken back. */
    stop: base.input(runId).output(runSummarySchema),
    /** Queues an ended run again, to go on from its newest intact checkpoint; a larger budget makes it longer. */
    resume: base.input(runId.extend({ budget: budgetSchema.optional() })).output(runSummarySchema),
    /** What was measured inside the network so far, in at most so many columns. */
    probes: base
      .input(runId.extend({ quantity: z.enum(PROBED), columns: z.int().min(1).max(1000) }))
      .output(probeGridSchema),
    /** Deletes an ended run with its checkpoints. */
    remove: base.input(runId).output(z.object({})),
  },
  /** Everything after `after`, first what is stored, then live, without gap. */
  feed: base.input(z.object({ after: z.int().min(0) })).output(eventIterator(feedMessageSchema)),
  datasets: {
    list: base.output(z.array(datasetInfoSchema)),
    /** Resolves when the set is there; progress in bytes on the way. */
    fetch: base
      .input(z.object({ name: z.enum(DATASET_NAMES) }))
      .output(eventIterator(z.object({ receivedBytes: z.number(), totalBytes: z.number() }))),
  },
  calibration: {
    /** What step times on a device are predicted from; null before it was calibrated. */
    get: base.input(z.object({ device: deviceSchema })).output(calibrationSchema.nullable()),
    /** Times small networks for about half a minute; leaving the stream ends it. */
    run: base.input(z.object({ device: deviceSchema })).output(eventIterator(calibrationProgressSchema)),
  },
  doctor: base.output(doctorReportSchema),
};
export type HostContract = typeof hostContract;
