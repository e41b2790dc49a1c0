import type { Optimizer } from "../../common/train/run-config";
import type { Variable } from "../variables";

/** The weight decay of one parameter. Biases and a norm's scales and shifts have one axis, kernels and matrices more. */
export function decayOf({ weightDecay, decayOn = "all" }: Optimizer, { shape }: Variable): number {
  return decayOn === "all" || shape.length > 1 ? weightDecay : 0;
}
