import type { Optimizer } from "../../common/train/run-config";
import type { GraphWriter, Ref } from "../graph/graph-writer";
import type { ParameterGradient } from "../variables";
import { writeAdamW } from "./adamw";
import { writeSgd } from "./sgd";
import type { WrittenOptimizer } from "./written-optimizer";

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
