import { DataType, FLOAT, INT32 } from "../graph/attributes";
import type { LayerEmitter } from "./emitter";

export const relu: LayerEmitter<"relu"> = ({ graph, inputs }) => {
  const output = graph.op("Relu", inputs, { T: FLOAT });
  return { output, backward: (gradient) => ({ inputs: [graph.op("ReluGrad", [gradient, output], { T: FLOAT })] }) };
};

export const add: LayerEmitter<"add"> = ({ graph, inputs }) => ({
  output: graph.op("AddV2", inputs, { T: FLOAT }),
  backward: (gradient) => ({ inputs: [gradient, gradient] }),
});

/** Keeps each value with probability 1 - rate and scales it by 1 / (1 - rate), as torch does; nothing in evaluation. */
export const dropout: LayerEmitter<"dropout"> = ({ graph, training, attributes, inputs, seed }) => {
  const [x = ""] = inputs;
  if (!training || attributes.rate === 0) return { output: x, backward: (gradient) => ({ inputs: [gradient] }) };
  const keep = 1 - attributes.rate;
  const shape = graph.op("Shape", [x], { T: FLOAT });
  const uniform = graph.op("StatelessRandomUniform", [shape, seed()], { dtype: FLOAT, T: INT32, Tseed: INT32 });
  const kept = graph.op("Less", [uniform, graph.float(keep)], { T: FLOAT });
  const asFloat = graph.op("Cast", [kept], { SrcT: { type: DataType.BOOL }, DstT: FLOAT });
  const mask = graph.op("Mul", [asFloat, graph.float(1 / keep)], { T: FLOAT });
  const masked = (ref: string) => graph.op("Mul", [ref, mask], { T: FLOAT });
  return { output: masked(x), backward: (gradient) => ({ inputs: [masked(gradient)] }) };
};
