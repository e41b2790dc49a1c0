/** Scores weights on a test split, in a trainer of its own. Nothing is written. */
import { resolve } from "node:path";
import type { ArchSpec } from "../common/arch/spec";
import type { Score } from "../common/run/events";
import type { DataConfig } from "../common/train/run-config";
import { newestValidCheckpoint } from "../interop/checkpoint";
import type { ServiceContext, WorkContext } from "./context";
import { checkDataset } from "./datasets";
import { checkArchitecture, checkDevice, checkFit, checkWeightsFile } from "./preflight";

export interface Evaluation {
  architecture: ArchSpec;
  data: DataConfig;
  /** Safetensors file with torchvision's names. */
  weights: string;
  batch: number;
  device: string;
}

/**
 * Loss and accuracy with running statistics over the whole test split.
 * @throws ResiduaError INVALID_ARCHITECTURE, DATA_MISMATCH, DATA_NOT_FOUND, DATA_CORRUPT, WEIGHTS_MISMATCH,
 * WEIGHTS_CORRUPT, FILE_NOT_FOUND, DEVICE_UNAVAILABLE, ENGINE_UNAVAILABLE, TRAINER_CRASHED
 */
export async function evaluate(context: WorkContext, evaluation: Evaluation): Promise<Score> {
  const { architecture, batch, device } = evaluation;
  const weights = resolve(evaluation.weights);
  checkArchitecture(architecture);
  checkFit(evaluation);
  const { dir } = await checkDataset(evaluation.data, context.dir);
  await checkWeightsFile(weights, architecture, "weights");
  await checkDevice(context, device);
  const data = dir === null ? evaluation.data : { ...evaluation.data, dir };
  const { score } = await context.runJob({ kind: "evaluate", architecture, data, weights, batch, device });
  return score;
}

/**
 * What evaluating a run takes: its own architecture, data and device, and the weights of its newest intact checkpoint.
 * @returns `skipped` says which damaged checkpoints were passed over
 * @throws ResiduaError UNKNOWN_RUN, NO_CHECKPOINT, CHECKPOINT_CORRUPT
 */
export async function evaluationOfRun(
  { store }: Pick<ServiceContext, "store">,
  id: string,
): Promise<Omit<Evaluation, "batch"> & { step: number; skipped: string[] }> {
  const { architecture, data, device } = store.run(id).config;
  const { checkpoint, skipped } = await newestValidCheckpoint(store.runDir(id));
  return { architecture, data, device, weights: checkpoint.model, step: checkpoint.manifest.step, skipped };
}
