/**
 * How long a training step will take on a machine that has been calibrated: seconds = multiply-accumulates, bytes,
 * launches and weights, each times what one of them costs there. `service/calibration` measures the costs.
 */
import { z } from "zod";
import { deviceSchema } from "../train/run-config";
import type { Work } from "./work";

/** Seconds for one of each quantity. */
export const costsSchema = z.object({
  macs: z.number().min(0),
  bytes: z.number().min(0),
  launches: z.number().min(0),
  weights: z.number().min(0),
});
export type Costs = z.infer<typeof costsSchema>;

/** One small network whose step was timed. */
export const calibrationPointSchema = z.object({
  net: z.string(),
  batch: z.int().min(1),
  /** Seconds per step, of the fastest round. */
  measured: z.number().positive(),
  /** As predicted from all the other points, without this one. */
  predicted: z.number().min(0),
});
export type CalibrationPoint = z.infer<typeof calibrationPointSchema>;

/** What is known of one device with one version of TensorFlow. */
export const calibrationSchema = z.object({
  device: deviceSchema,
  tensorflow: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  costs: costsSchema,
  /** Relative error of the predictions that were made without their own point (root mean square). */
  uncertainty: z.number().min(0),
  points: z.array(calibrationPointSchema),
});
export type Calibration = z.infer<typeof calibrationSchema>;

export interface StepTime {
  /** For one training step, data pipeline included, on a machine with nothing else to do. */
  seconds: number;
  /** Relative: 0.15 is ± 15 %. */
  uncertainty: number;
}

export function predictStepTime(
  { work }: { work: Work },
  batch: number,
  { costs, uncertainty }: Pick<Calibration, "costs" | "uncertainty">,
): StepTime {
  return { seconds: secondsOf(work, batch, costs), uncertainty };
}

export function secondsOf(work: Work, batch: number, costs: Costs): number {
  const perSample = work.macs * costs.macs + work.bytes * costs.bytes;
  return batch * perSample + work.launches * costs.launches + work.weights * costs.weights;
}
