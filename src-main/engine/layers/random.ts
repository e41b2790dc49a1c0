import { elements } from "../../common/arch/layers/shapes";
import { DataType, FLOAT, INT32 } from "../graph/attributes";
import type { Ref } from "../graph/graph-writer";
import { arithmetic, shapeOf } from "./arithmetic";
import type { EmitContext, Emitted, LayerEmitter } from "./emitter";

type Context = EmitContext<"dropout" | "stochasticDepth">;

/** Keeps each value with probability 1 - rate and scales it by 1 / (1 - rate), as torch does; nothing in evaluation. */
export const dropout: LayerEmitter<"dropout"> = (context) => {
  const [first = 0, ...rest] = context.outputShape;
  return masked(context, elements(context.outputShape), [...rest, first]);
};

/** The same for whole samples: one draw each (Huang et al. 2016, scaled while training as torchvision does). */
export const stochasticDepth: LayerEmitter<"stochasticDepth"> = (context) =>
  masked(context, 1, [...context.outputShape.map(() => 1)]);

/**
 * @param draws per sample
 * @param shape of a sample's mask, channels last; it is broadcast over the input
 */
function masked(context: Context, draws: number, shape: readonly number[]): Emitted {
  const { graph, training, attributes, inputs } = context;
  const [x = ""] = inputs;
  if (!training || attributes.rate === 0) return { output: x, backward: (gradient) => ({ inputs: [gradient] }) };
  const { mul, reshape } = arithmetic(graph);
  const mask = reshape(drawMask(context, draws), [-1, ...shape]);
  return { output: mul(x, mask), backward: (gradient) => ({ inputs: [mul(gradient, mask)] }) };
}

const LEVELS = 2 ** 16;
const UINT16 = { type: DataType.UINT16 };

/**
 * [batch, draws], each value 0 or 1 / (1 - rate). The generator is what a mask costs, so every 32 bits of it decide two
 * values; 1 - rate is rounded to 16 bits in the draw and in the factor alike, so that the mean stays 1.
 */
function drawMask({ graph, attributes, inputs, seed }: Context, draws: number): Ref {
  const [x = ""] = inputs;
  const words = Math.ceil(draws / 2);
  const batch = graph.op("Slice", [shapeOf(graph, x), graph.int([0]), graph.int([1])], { T: INT32, Index: INT32 });
  const shape = graph.op("ConcatV2", [batch, graph.int([words]), graph.int(0)], {
    T: INT32,
    N: { int: 2 },
    Tidx: INT32,
  });
  const bits = graph.op("StatelessRandomUniformFullInt", [shape, seed()], { dtype: INT32, T: INT32, Tseed: INT32 });
  const halves = graph.op("Bitcast", [bits], { T: INT32, type: UINT16 });
  const levels = Math.max(1, Math.round((1 - attributes.rate) * LEVELS));
  const last = graph.op("Cast", [graph.int(levels - 1)], { SrcT: INT32, DstT: UINT16 });
  const kept = graph.op("LessEqual", [halves, last], { T: UINT16 });
  const { mul, reshape } = arithmetic(graph);
  const asFloat = graph.op("Cast", [kept], { SrcT: { type: DataType.BOOL }, DstT: FLOAT });
  const mask = reshape(mul(asFloat, graph.float(LEVELS / levels)), [-1, 2 * words]);
  if (draws === 2 * words) return mask;
  return graph.op("Slice", [mask, graph.int([0, 0]), graph.int([-1, draws])], { T: FLOAT, Index: INT32 });
}
