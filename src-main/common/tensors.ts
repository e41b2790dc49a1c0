import type { Shape } from "./arch/spec";

/** A named array on its way between TensorFlow, checkpoints and files; in torch's layout and under torchvision's name. */
export type NamedTensor =
  | { name: string; dtype: "F32"; shape: Shape; data: Float32Array }
  | { name: string; dtype: "I64"; shape: Shape; data: BigInt64Array };
