/** Images with their labels, as they lie in memory between files, batches and TensorFlow. */
export interface LabelledImages {
  /** [channels, height, width] of one image. */
  readonly input: readonly [number, number, number];
  /** count x height x width x channels bytes, channels last. */
  readonly images: Uint8Array;
  /** One class index for each image. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** Bytes of one image. */
export function imageBytes([channels, height, width]: readonly [number, number, number]): number {
  return channels * height * width;
}
