import type { Optimizer } from "../../common/train/run-config";
import { FLOAT } from "../graph/attributes";
import type { GraphWriter, Ref } from "../graph/graph-writer";
import { declareVariable, type ParameterGradient, type Variable } from "../variables";
import { decayOf } from "./decay";
import type { WrittenOptimizer } from "./written-optimizer";

/**
 * Stochastic gradient descent as torch.optim.SGD has it: g += decay * w; buffer = momentum * buffer + g;
 * w -= rate * buffer, or with Nesterov w -= rate * (g + momentum * buffer).
 * @returns the updates to wait for, and one momentum buffer per parameter
 */
export function writeSgd(
  graph: GraphWriter,
  optimizer: Extract<Optimizer, { kind: "sgd" }>,
  learningRate: Ref,
  gradients: readonly ParameterGradient[],
): WrittenOptimizer {
  const { momentum, nesterov } = optimizer;
  const slots: Variable[] = [];
  const updates = gradients.map(({ variable, gradient }) => {
    const slot = declareVariable(graph, `${variable.name}.momentum_buffer`, variable.shape);
    slots.push(slot);
    const weightDecay = decayOf(optimizer, variable);
    const decay = () => graph.op("Mul", [variable.value, graph.float(weightDecay)], { T: FLOAT });
    const decayed = weightDecay === 0 ? gradient : graph.op("AddV2", [gradient, decay()], { T: FLOAT });
    return graph.op(
      "ResourceApplyMomentum",
      [variable.handle, slot.handle, learningRate, decayed, graph.float(momentum)],
      { T: FLOAT, use_locking: { bool: false }, use_nesterov: { bool: nesterov } },
    );
  });
  return { updates, slots };
}
