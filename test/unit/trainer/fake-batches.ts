/** Stands in for trainer/data/batches, without its thread: the same batches, filled when they are asked for. */
import { imageBytes } from "../../../src-main/common/data/labelled-images";
import type { BatchOptions } from "../../../src-main/trainer/data/batches";
import { createBatchFiller } from "../../../src-main/trainer/data/fill-batch";

/** Streams opened and not closed. */
export const streams = { open: 0 };

export function openBatches(options: BatchOptions) {
  streams.open += 1;
  const fill = createBatchFiller(options);
  let number = 0;
  return {
    next() {
      const images = new Uint8Array(options.batch * imageBytes(options.split.input));
      const labels = new Int32Array(options.batch);
      fill(number++, images, labels);
      return { images, labels };
    },
    close: async () => {
      streams.open -= 1;
    },
  };
}
