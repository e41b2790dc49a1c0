/** Where the parts of a memory plan come from. */
import type { Analysis } from "../analysis";
import { FLOAT_BYTES } from "../memory";
import type { MemoryPlan, PlanOptions } from "../memory-plan";
import { type Expression, type Formula, factor, formula, product, sum } from "./expression";

export const PLAN_PARTS = ["weights", "gradients", "optimizer", "activations", "inferenceActivations"] as const;
export type PlanPart = (typeof PLAN_PARTS)[number] & keyof MemoryPlan;

export function planFormulas(
  analysis: Pick<Analysis, "params" | "buffers" | "memory">,
  { batch, optimizerSlots }: PlanOptions,
): Readonly<Record<PlanPart, Formula>> {
  const params = factor("params", analysis.params);
  const perFloat = factor("bytesPerFloat", FLOAT_BYTES);
  const images = factor("batch", batch);
  const bytes = (expression: Expression) => formula(expression, "bytes");
  const weights = analysis.buffers === 0 ? params : sum(params, factor("buffers", analysis.buffers));
  return {
    weights: bytes(product(weights, perFloat)),
    gradients: bytes(product(params, perFloat)),
    optimizer: bytes(product(factor("slots", optimizerSlots), params, perFloat)),
    activations: bytes(product(images, factor("bytesPerImage", analysis.memory.training))),
    inferenceActivations: bytes(product(images, factor("bytesPerImage", analysis.memory.inference))),
  };
}
