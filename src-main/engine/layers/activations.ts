import { FLOAT } from "../graph/attributes";
import { arithmetic } from "./arithmetic";
import type { LayerEmitter } from "./emitter";

export const relu: LayerEmitter<"relu"> = ({ graph, inputs }) => {
  const output = graph.op("Relu", inputs, { T: FLOAT });
  return { output, backward: (gradient) => ({ inputs: [graph.op("ReluGrad", [gradient, output], { T: FLOAT })] }) };
};

export const sigmoid: LayerEmitter<"sigmoid"> = ({ graph, inputs }) => {
  const output = graph.op("Sigmoid", inputs, { T: FLOAT });
  return { output, backward: (gradient) => ({ inputs: [graph.op("SigmoidGrad", [output, gradient], { T: FLOAT })] }) };
};

/** y = x s(x); its derivative is s + y (1 - s), so that x needn't be kept. */
export const silu: LayerEmitter<"silu"> = ({ graph, inputs }) => {
  const [x = ""] = inputs;
  const { add, sub, mul } = arithmetic(graph);
  const gate = graph.op("Sigmoid", [x], { T: FLOAT });
  const output = mul(x, gate);
  return {
    output,
    backward: (gradient) => ({
      inputs: [mul(gradient, add(gate, mul(output, sub(graph.float(1), gate))))],
    }),
  };
};

/** x P(x) with P(x) = (1 + erf(x / sqrt 2)) / 2; its derivative is P(x) + x exp(-x^2 / 2) / sqrt(2 pi). */
export const gelu: LayerEmitter<"gelu"> = ({ graph, inputs }) => {
  const [x = ""] = inputs;
  const { add, mul } = arithmetic(graph);
  const erf = graph.op("Erf", [mul(x, graph.float(Math.SQRT1_2))], { T: FLOAT });
  const share = mul(graph.float(0.5), add(graph.float(1), erf));
  return {
    output: mul(x, share),
    backward: (gradient) => {
      const exponential = graph.op("Exp", [mul(graph.float(-0.5), mul(x, x))], { T: FLOAT });
      const density = mul(graph.float(1 / Math.sqrt(2 * Math.PI)), exponential);
      return { inputs: [mul(gradient, add(share, mul(x, density)))] };
    },
  };
};
