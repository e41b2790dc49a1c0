import type { PassScore, TrainingModel } from "../engine/training-model";
import type { Batch } from "./data/batches";

/**
 * One optimizer step on a batch, computed in `parts` of equal size one after the other.
 * @returns the means over the whole batch
 */
export function trainBatch(
  model: Pick<TrainingModel, "accumulate" | "trainStep">,
  { images, labels }: Pick<Batch, "images" | "labels">,
  parts: number,
  learningRate: number,
  probe: boolean,
): PassScore {
  const partOf = <T extends Uint8Array | Int32Array>(values: T, i: number) =>
    values.subarray((i * values.length) / parts, ((i + 1) * values.length) / parts) as T;
  let loss = 0;
  let accuracy = 0;
  let probed: Float32Array | undefined;
  for (let i = 0; i < parts; i++) {
    const part = [partOf(images, i), partOf(labels, i)] as const;
    const score: PassScore = i < parts - 1 ? model.accumulate(...part) : model.trainStep(...part, learningRate, probe);
    if (score.nonFinite !== undefined) return score;
    loss += score.loss / parts;
    accuracy += score.accuracy / parts;
    probed = score.probe;
  }
  return { loss, accuracy, ...(probed === undefined ? {} : { probe: probed }) };
}
