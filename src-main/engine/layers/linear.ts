import { FLOAT } from "../graph/attributes";
import type { LayerEmitter } from "./emitter";

/** y = x Wt + b with W as [out, in]. */
export const linear: LayerEmitter<"linear"> = ({ graph, inputs, read }) => {
  const [x = ""] = inputs;
  const weight = read("weight");
  const matMul = (a: string, b: string, transposeA: boolean, transposeB: boolean) =>
    graph.op("MatMul", [a, b], { T: FLOAT, transpose_a: { bool: transposeA }, transpose_b: { bool: transposeB } });
  const output = graph.op("BiasAdd", [matMul(x, weight, false, true), read("bias")], { T: FLOAT });
  return {
    output,
    backward: (gradient) => ({
      inputs: [matMul(gradient, weight, false, false)],
      parameters: {
        weight: matMul(gradient, x, true, false),
        bias: graph.op("BiasAddGrad", [gradient], { T: FLOAT }),
      },
    }),
  };
};
