/** What a network takes of the device's memory, in bytes, at a batch size and with an optimizer. */
import type { Analysis } from "./analysis";
import { FLOAT_BYTES } from "./memory";

/** Arrays of the weights' size that an optimizer keeps: none for plain SGD, the momentum buffer, AdamW's two moments. */
export const OPTIMIZER_SLOTS = { sgd: 0, momentum: 1, adamw: 2 } as const;

export interface PlanOptions {
  /** Images. */
  batch: number;
  /** Arrays of the weights' size that the optimizer keeps. */
  optimizerSlots: number;
}

export interface MemoryPlan {
  /** Parameters and running statistics. */
  weights: number;
  /** One per parameter. */
  gradients: number;
  optimizer: number;
  /** Of the batch, at the worst moment of a training step; gradients of activations included. */
  activations: number;
  /** All four. */
  training: number;
  /** Activations of the batch at the worst moment of a forward pass, when nothing is kept. */
  inferenceActivations: number;
  /** The weights and these. */
  inference: number;
}

/** TensorFlow's own working space (a convolution's scratch memory, say) comes on top of it. */
export function memoryPlan(
  { params, buffers, memory }: Pick<Analysis, "params" | "buffers" | "memory">,
  { batch, optimizerSlots }: PlanOptions,
): MemoryPlan {
  const weights = FLOAT_BYTES * (params + buffers);
  const gradients = FLOAT_BYTES * params;
  const optimizer = optimizerSlots * gradients;
  const activations = batch * memory.training;
  const inferenceActivations = batch * memory.inference;
  return {
    weights,
    gradients,
    optimizer,
    activations,
    training: weights + gradients + optimizer + activations,
    inferenceActivations,
    inference: weights + inferenceActivations,
  };
}

/** The batch that people train images of this size with: the papers' 128 up to 64x64 pixels, 32 above. */
export function usualBatch([, height, width]: readonly [channels: number, height: number, width: number]): number {
  return height * width <= 64 * 64 ? 128 : 32;
}
