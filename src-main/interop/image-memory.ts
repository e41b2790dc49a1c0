/** Images and labels in memory that threads can share, so that a worker reads them without a copy. */
import { imageBytes, type LabelledImages } from "../common/data/labelled-images";

export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

export function sharedLabels(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}

export function allocateImages(input: LabelledImages["input"], count: number): LabelledImages {
  return { input, images: sharedBytes(count * imageBytes(input)), labels: sharedLabels(count), count };
}
