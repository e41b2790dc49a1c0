import type { Optimizer } from "../../common/train/run-config";
import type { GraphWriter, Ref } from "../graph/graph-writer";
import type { ParameterGradient, Variable } from "../variables";
import { writeAdamW } from "./adamw";
import { writeSgd } from "./sgd";

/** The updates of one step to wait for, and the arrays that the rule keeps from step to step. */
export interface WrittenOptimizer {
  updates: Ref[];
  slots: Variable[];
}

export function writeOptimizer(
  graph: GraphWriter,
  optimizer: Optimizer,
  learningRate: Ref,
  gradients: readonly ParameterGradient[],
): WrittenOptimizer {
  switch (optimizer.kind) {
    case "sgd":
      return writeSgd(graph, optimizer, learningRate, gradients);
    case "adamw":
      return writeAdamW(graph, optimizer, learningRate, gradients);
  }
}
