import type { Optimizer } from "../../common/train/run-config";
import { FLOAT } from "../graph/attributes";
import type { GraphWriter, Ref } from "../graph/graph-writer";
import { declareVariable, type ParameterGradient, type Variable } from "../variables";
import { decayOf } from "./decay";
import type { WrittenOptimizer } from "./written-optimizer";

/**
 * torch.optim.AdamW: w -= rate * decay * w; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; with t steps done,
 * w -= rate / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + epsilon).
 * The powers b^t are kept as variables, since a step's number is not known in the graph.
 */
export function writeAdamW(
  graph: GraphWriter,
  optimizer: Extract<Optimizer, { kind: "adamw" }>,
  learningRate: Ref,
  gradients: readonly ParameterGradient[],
): WrittenOptimizer {
  const { beta1, beta2, epsilon } = optimizer;
  const op = (name: string, ...inputs: Ref[]) => graph.op(name, inputs, { T: FLOAT });
  const slots: Variable[] = [];
  const slot = (name: string, shape: readonly number[]) => {
    const variable = declareVariable(graph, name, shape);
    slots.push(variable);
    return variable;
  };
  // 1 - b^t, which begins at 0 as every slot does: c = b c + (1 - b).
  const corrections = [beta1, beta2].map((beta, i) => {
    const variable = slot(`adamw.correction${i + 1}`, []);
    const next = op("AddV2", op("Mul", variable.value, graph.float(beta)), graph.float(1 - beta));
    return { next, update: graph.op("AssignVariableOp", [variable.handle, next], { dtype: FLOAT }) };
  });
  const [first, second] = corrections.map(({ next }) => next) as [Ref, Ref];
  const rate = op("RealDiv", learningRate, first);
  const root = op("Sqrt", second);

  const updates = gradients.flatMap(({ variable, gradient }) => {
    const m = slot(`${variable.name}.exp_avg`, variable.shape);
    const v = slot(`${variable.name}.exp_avg_sq`, variable.shape);
    const blend = (old: Ref, now: Ref, beta: number) =>
      op("AddV2", op("Mul", old, graph.float(beta)), op("Mul", now, graph.float(1 - beta)));
    const nextM = blend(m.value, gradient, beta1);
    const nextV = blend(v.value, op("Square", gradient), beta2);
    const divisor = op("AddV2", op("RealDiv", op("Sqrt", nextV), root), graph.float(epsilon));
    const step = op("Mul", rate, op("RealDiv", nextM, divisor));
    const decay = decayOf(optimizer, variable);
    const decayed = op("Mul", op("Mul", learningRate, graph.float(decay)), variable.value);
    const total = decay === 0 ? step : op("AddV2", step, decayed);
    const assign = (handle: Ref, value: Ref) => graph.op("AssignVariableOp", [handle, value], { dtype: FLOAT });
    return [
      graph.op("AssignSubVariableOp", [variable.handle, total], { dtype: FLOAT }),
      assign(m.handle, nextM),
      assign(v.handle, nextV),
    ];
  });
  return { updates: [...updates, ...corrections.map(({ update }) => update)], slots };
}
