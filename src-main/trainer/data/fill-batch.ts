import { keyedRandom } from "../../common/data/keyed-random";
import { imageBytes, type LabelledImages } from "../../common/data/labelled-images";
import type { DataConfig } from "../../common/train/run-config";
import { copyCropped, randomCrop } from "./augment";
import { fileOrder, positionOf, STREAMS, shuffledOrder } from "./position";

/** What decides the content of every batch. */
export interface BatchPlan extends Pick<DataConfig, "shuffle" | "augment"> {
  readonly split: LabelledImages;
  /** Images in a batch. */
  readonly batch: number;
  readonly seed: number;
}

/** Fills batches by their number, from 0 over all epochs; the same number gives the same bytes, whatever came before. */
export type BatchFiller = (number: number, images: Uint8Array, labels: Int32Array) => void;

export function createBatchFiller({ split, batch, seed, shuffle, augment }: BatchPlan): BatchFiller {
  const bytes = imageBytes(split.input);
  const batchesPerEpoch = Math.floor(split.count / batch);
  // Kept from batch to batch, since an epoch's order takes as long as several batches.
  let order = fileOrder(split.count);
  let orderedEpoch = 0;

  return (number, images, labels) => {
    const { epoch, batchInEpoch } = positionOf(number, batchesPerEpoch);
    if (shuffle && epoch !== orderedEpoch) {
      order = shuffledOrder(seed, epoch, split.count);
      orderedEpoch = epoch;
    }
    const random = augment === "standard" ? keyedRandom(seed, STREAMS.augment, epoch, batchInEpoch) : null;
    for (let i = 0; i < batch; i++) {
      const index = order[batchInEpoch * batch + i] ?? 0;
      labels[i] = split.labels[index] ?? 0;
      const source = split.images.subarray(index * bytes, (index + 1) * bytes);
      if (random === null) images.set(source, i * bytes);
      else copyCropped(source, images.subarray(i * bytes, (i + 1) * bytes), split.input, randomCrop(random));
    }
  };
}
