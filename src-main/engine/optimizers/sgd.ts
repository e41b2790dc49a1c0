import type { Optimizer } from "../../common/train/run-config";
import { FLOAT } from "../graph/attributes";
import type { GraphWriter, Ref } from "../graph/graph-writer";
import { declareVariable, type ParameterGradient, type Variable } from "../variables";

/**
 * Stochastic gradient descent as torch.optim.SGD has it: g += decay * w; buffer = momentum * buffer + g;
 * w -= rate * buffer, or with Nesterov w -= rate * (g + momentum * buffer).
 * @returns the updates to wait for, and one momentum buffer per parameter
 */
export function writeSgd(
  graph: GraphWriter,
  { momentum, nesterov, weightDecay }: Optimizer,
  learningRate: Ref,
  gradients: readonly ParameterGradient[],
): { updates: Ref[]; slots: Variable[] } {
  const slots: Variable[] = [];
  const updates = gradients.map(({ variable, gradient }) => {
    const slot = declareVariable(graph, `${variable.name}.momentum_buffer`, variable.shape);
    slots.push(slot);
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
