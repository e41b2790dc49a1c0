import { DataType, FLOAT, INT32 } from "../graph/attributes";
import type { Ref } from "../graph/graph-writer";
import type { EmitContext, Emitted, LayerEmitter } from "./emitter";

/** Keeps each value with probability 1 - rate and scales it by 1 / (1 - rate), as torch does; nothing in evaluation. */
export const dropout: LayerEmitter<"dropout"> = (context) => {
  const [x = ""] = context.inputs;
  return masked(context, () => context.graph.op("Shape", [x], { T: FLOAT }));
};

/** The same for whole samples: one draw each (Huang et al. 2016, scaled while training as torchvision does). */
export const stochasticDepth: LayerEmitter<"stochasticDepth"> = (context) => {
  const { graph, inputs, outputShape } = context;
  return masked(context, () => {
    const [x = ""] = inputs;
    const size = graph.op("Shape", [x], { T: FLOAT });
    const first = graph.op("Slice", [size, graph.int([0]), graph.int([1])], { T: INT32, Index: INT32 });
    const ones = graph.int(outputShape.map(() => 1));
    return graph.op("ConcatV2", [first, ones, graph.int(0)], { T: INT32, N: { int: 2 }, Tidx: INT32 });
  });
};

/** @param shape of the mask, int32; it is broadcast over the input */
function masked(
  { graph, training, attributes, inputs, seed }: EmitContext<"dropout" | "stochasticDepth">,
  shape: () => Ref,
): Emitted {
  const [x = ""] = inputs;
  if (!training || attributes.rate === 0) return { output: x, backward: (gradient) => ({ inputs: [gradient] }) };
  const keep = 1 - attributes.rate;
  const uniform = graph.op("StatelessRandomUniform", [shape(), seed()], { dtype: FLOAT, T: INT32, Tseed: INT32 });
  const kept = graph.op("Less", [uniform, graph.float(keep)], { T: FLOAT });
  const asFloat = graph.op("Cast", [kept], { SrcT: { type: DataType.BOOL }, DstT: FLOAT });
  const mask = graph.op("Mul", [asFloat, graph.float(1 / keep)], { T: FLOAT });
  const drop = (ref: Ref) => graph.op("Mul", [ref, mask], { T: FLOAT });
  return { output: drop(x), backward: (gradient) => ({ inputs: [drop(gradient)] }) };
}
