import type { LayerAttributes } from "../../common/arch/layer-graph";
import type { Attributes } from "../graph/attributes";
import { FLOAT, INT32 } from "../graph/attributes";
import type { GraphWriter, Ref } from "../graph/graph-writer";
import { shapeOf } from "./arithmetic";
import type { LayerEmitter } from "./emitter";

type Window = Pick<LayerAttributes["conv2d"], "kernel" | "stride" | "padding">;

/** Conv2D with padding on both sides: TensorFlow's SAME pads even maps only right and below at stride 2. */
export const conv2d: LayerEmitter<"conv2d"> = ({ graph, attributes, inputs, read }) => {
  const [x = ""] = inputs;
  const filter = read("weight");
  const product = graph.op("Conv2D", [x, filter], windowAttributes(attributes));
  const output = attributes.bias ? graph.op("BiasAdd", [product, read("bias")], { T: FLOAT }) : product;
  return {
    output,
    backward: (gradient) => {
      const { input, weight } = paddedGradients(graph, { x, filter, gradient }, attributes);
      if (!attributes.bias) return { inputs: [input], parameters: { weight } };
      return { inputs: [input], parameters: { weight, bias: graph.op("BiasAddGrad", [gradient], { T: FLOAT }) } };
    },
  };
};

interface Convolved {
  x: Ref;
  filter: Ref;
  gradient: Ref;
}

interface ConvGradients {
  input: Ref;
  weight: Ref;
}

/**
 * TensorFlow's fast CPU gradients (oneDNN) don't know EXPLICIT padding, so where a map is padded that way the gradients
 * are those of the padded map, cut back to size.
 */
function paddedGradients(graph: GraphWriter, conv: Convolved, attributes: LayerAttributes["conv2d"]): ConvGradients {
  const { padding, groups } = attributes;
  if (!isExplicit(attributes)) return groupedGradients(graph, conv, groups, windowAttributes(attributes));
  const sides = graph.int([0, 0, padding, padding, padding, padding, 0, 0], [4, 2]);
  const x = graph.op("Pad", [conv.x, sides], { T: FLOAT, Tpaddings: INT32 });
  const unpadded = windowAttributes({ ...attributes, padding: 0 });
  const { input, weight } = groupedGradients(graph, { ...conv, x }, groups, unpadded);
  const corner = graph.int([0, padding, padding, 0]);
  return { input: graph.op("Slice", [input, corner, shapeOf(graph, conv.x)], { T: FLOAT, Index: INT32 }), weight };
}

/** TensorFlow has no gradients of grouped convolutions on the CPU, so each group's are written by themselves. */
function groupedGradients(graph: GraphWriter, conv: Convolved, groups: number, window: Attributes): ConvGradients {
  if (groups === 1) return plainGradients(graph, conv, window);
  const channels = graph.int(3);
  const split = (ref: Ref) => {
    const parts = graph.op("Split", [channels, ref], { T: FLOAT, num_split: { int: groups } });
    return (group: number) => (group === 0 ? parts : `${parts}:${group}`);
  };
  const [x, filter, gradient] = [split(conv.x), split(conv.filter), split(conv.gradient)];
  const parts = Array.from({ length: groups }, (_, group) =>
    plainGradients(graph, { x: x(group), filter: filter(group), gradient: gradient(group) }, window),
  );
  const join = (refs: Ref[]) =>
    graph.op("ConcatV2", [...refs, channels], { T: FLOAT, N: { int: groups }, Tidx: INT32 });
  return { input: join(parts.map(({ input }) => input)), weight: join(parts.map(({ weight }) => weight)) };
}

function plainGradients(graph: GraphWriter, { x, filter, gradient }: Convolved, window: Attributes): ConvGradients {
  return {
    input: graph.op("Conv2DBackpropInput", [shapeOf(graph, x), filter, gradient], window),
    weight: graph.op("Conv2DBackpropFilter", [x, shapeOf(graph, filter), gradient], window),
  };
}

/** At stride 1 SAME is the same padding and keeps TensorFlow's fast paths. */
function isExplicit({ kernel, stride, padding }: Window): boolean {
  return padding > 0 && !(stride === 1 && 2 * padding === kernel - 1);
}

function windowAttributes(window: Window): Attributes {
  const { stride, padding } = window;
  const strides = { T: FLOAT, strides: { ints: [1, stride, stride, 1] } };
  if (padding === 0) return { ...strides, padding: { string: "VALID" } };
  if (!isExplicit(window)) return { ...strides, padding: { string: "SAME" } };
  const sides = [0, 0, padding, padding, padding, padding, 0, 0];
  return { ...strides, padding: { string: "EXPLICIT" }, explicit_paddings: { ints: sides } };
}
