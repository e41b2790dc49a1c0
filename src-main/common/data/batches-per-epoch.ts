import { ResiduaError } from "../errors";

/**
 * Whole batches in a training set; the last partial one is dropped.
 * @throws ResiduaError DATA_MISMATCH when there is none
 */
export function batchesPerEpoch(trainCount: number, batch: number): number {
  const batches = Math.floor(trainCount / batch);
  if (batches > 0) return batches;
  const message = `There are ${trainCount} training images, fewer than a batch of ${batch}; choose a batch from 1 to ${trainCount}.`;
  throw new ResiduaError("DATA_MISMATCH", message, { field: "batch" });
}
