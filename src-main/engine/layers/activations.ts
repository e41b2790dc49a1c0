import { FLOAT } from "../graph/attributes";
import type { GraphWriter, Ref } from "../graph/graph-writer";
import type { LayerEmitter } from "./emitter";

export const relu: LayerEmitter<"relu"> = ({ graph, inputs }) => {
  const output = graph.op("Relu", inputs, { T: FLOAT });
  return { output, backward: (gradient) => ({ inputs: [graph.op("ReluGrad", [gradient, output], { T: FLOAT })] }) };
};

export const sigmoid: LayerEmitter<"sigmoid"> = ({ graph, inputs }) => {
  const output = graph.op("Sigmoid", inputs, { T: FLOAT });
  return { output, backward: (gradient) => ({ inputs: [graph.op("SigmoidGrad", [output, gradient], { T: FLOAT })] }) };
};

/** x s(x); its derivative is s(x) (1 + x (1 - s(x))). */
export const silu: LayerEmitter<"silu"> = ({ graph, inputs }) => {
  const [x = ""] = inputs;
  const { add, mul, sub, one } = operators(graph);
  const gate = graph.op("Sigmoid", [x], { T: FLOAT });
  return {
    output: mul(x, gate),
    backward: (gradient) => ({
      inputs: [mul(gradient, mul(gate, add(one(), mul(x, sub(one(), gate)))))],
    }),
  };
};

/** x P(x) with P(x) = (1 + erf(x / sqrt 2)) / 2; its derivative is P(x) + x exp(-x^2 / 2) / sqrt(2 pi). */
export const gelu: LayerEmitter<"gelu"> = ({ graph, inputs }) => {
  const [x = ""] = inputs;
  const { add, mul, one } = operators(graph);
  const erf = graph.op("Erf", [mul(x, graph.float(Math.SQRT1_2))], { T: FLOAT });
  const share = mul(graph.float(0.5), add(one(), erf));
  return {
    output: mul(x, share),
    backward: (gradient) => {
      const exponential = graph.op("Exp", [mul(graph.float(-0.5), mul(x, x))], { T: FLOAT });
      const density = mul(graph.float(1 / Math.sqrt(2 * Math.PI)), exponential);
      return { inputs: [mul(gradient, add(share, mul(x, density)))] };
    },
  };
};

function operators(graph: GraphWriter) {
  const binary = (op: string) => (a: Ref, b: Ref) => graph.op(op, [a, b], { T: FLOAT });
  return { add: binary("AddV2"), mul: binary("Mul"), sub: binary("Sub"), one: () => graph.float(1) };
}
