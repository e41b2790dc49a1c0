import { setImmediate as nextTurn } from "node:timers/promises";
import { imageBytes, type LabelledImages } from "../common/data/labelled-images";
import type { Score } from "../common/run/events";
import type { TrainingModel } from "../engine/training-model";

/** Large enough to keep the kernels busy; activations of both passes must still fit beside a training step's. */
export const EVALUATION_BATCH = 250;

/**
 * Mean loss and accuracy over a whole split with running statistics, in file order, each image once: the last, smaller
 * batch counts by its size. Sums are kept in double precision, so the split's size does not blur them.
 * @param stopRequested asked between batches
 * @returns null when it was asked to stop
 */
export async function evaluate(
  model: TrainingModel,
  split: LabelledImages,
  batch: number,
  stopRequested: () => boolean = () => false,
): Promise<Score | null> {
  const bytes = imageBytes(split.input);
  let loss = 0;
  let correct = 0;
  for (let begin = 0; begin < split.count; begin += batch) {
    // A turn of the event loop, so that a stop can arrive.
    await nextTurn();
    if (stopRequested()) return null;
    const end = Math.min(begin + batch, split.count);
    const images = split.images.subarray(begin * bytes, end * bytes);
    // Host meets device: waits for the scores of this batch.
    const score = model.evaluateBatch(images, split.labels.subarray(begin, end));
    loss += score.loss * score.count;
    // Accuracy comes back in single precision; the count behind it is whole.
    correct += Math.round(score.accuracy * score.count);
  }
  const mean = loss / split.count;
  return { loss: Number.isFinite(mean) ? mean : null, accuracy: correct / split.count, count: split.count };
}
