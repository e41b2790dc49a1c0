/**
 * THE contract between host and trainer: one job per process, sent once, then events until `done` or `failed`.
 * Both ends parse what they receive; the transport is Node's IPC channel (JSON).
 */
import { z } from "zod";
import { archSpecSchema } from "../arch/spec";
import { errorDataSchema, scoreSchema, trainingEventSchema } from "../run/events";
import { dataConfigSchema, deviceSchema, runConfigSchema } from "../train/run-config";

export const trainJobSchema = z.object({
  kind: z.literal("train"),
  config: runConfigSchema,
  /** The run's own folder; checkpoints go below it. */
  runDir: z.string(),
});
export type TrainJob = z.infer<typeof trainJobSchema>;

export const evaluateJobSchema = z.object({
  kind: z.literal("evaluate"),
  architecture: archSpecSchema,
  data: dataConfigSchema,
  /** Safetensors with torchvision's names. */
  weights: z.string(),
  batch: z.int().min(1),
  device: deviceSchema,
});
export type EvaluateJob = z.infer<typeof evaluateJobSchema>;

/** Times `steps` training steps after each `round` message, so that a peer can run in turn. */
export const benchJobSchema = z.object({
  kind: z.literal("bench"),
  architecture: archSpecSchema,
  batch: z.int().min(1),
  steps: z.int().min(1),
  device: deviceSchema,
});
export type BenchJob = z.infer<typeof benchJobSchema>;

/** Loads TensorFlow and says what it finds. */
export const probeJobSchema = z.object({ kind: z.literal("probe") });

export const jobSchema = z.discriminatedUnion("kind", [
  trainJobSchema,
  evaluateJobSchema,
  benchJobSchema,
  probeJobSchema,
]);
export type Job = z.infer<typeof jobSchema>;

export const toTrainerSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("job"), job: jobSchema }),
  /** Stop after the current step and save; the answer is `done`. */
  z.object({ type: z.literal("stop") }),
  /** Bench only: run one timed round. */
  z.object({ type: z.literal("round") }),
]);
export type ToTrainer = z.infer<typeof toTrainerSchema>;

export const probeResultSchema = z.object({
  tensorflow: z.string(),
  /** `cpu` always, then the GPUs that TensorFlow can use. */
  devices: z.array(z.object({ id: deviceSchema, name: z.string() })),
});
export type ProbeResult = z.infer<typeof probeResultSchema>;

export const benchRoundSchema = z.object({
  imagesPerSecond: z.number(),
  /** Share of the step's wall time not spent inside TensorFlow's call, 0 to 1. */
  outsideTensorFlowShare: z.number(),
  /** Resident memory now, and the most so far. */
  memoryBytes: z.number(),
  peakMemoryBytes: z.number(),
});
export type BenchRound = z.infer<typeof benchRoundSchema>;

export const fromTrainerSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("event"), event: trainingEventSchema }),
  z.object({ type: z.literal("round"), round: benchRoundSchema }),
  z.object({
    type: z.literal("done"),
    outcome: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("completed") }),
      z.object({ kind: z.literal("stopped") }),
      z.object({ kind: z.literal("evaluated"), score: scoreSchema }),
      z.object({ kind: z.literal("probed"), result: probeResultSchema }),
    ]),
  }),
  z.object({ type: z.literal("failed"), error: errorDataSchema }),
]);
export type FromTrainer = z.infer<typeof fromTrainerSchema>;
