import { imageBytes, type LabelledImages } from "../common/data/labelled-images";

/** Room for `count` images in memory that threads can share, so that a worker reads them without a copy. */
export function allocateImages(input: LabelledImages["input"], count: number): LabelledImages {
  return {
    input,
    images: new Uint8Array(new SharedArrayBuffer(count * imageBytes(input))),
    labels: new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT)),
    count,
  };
}
