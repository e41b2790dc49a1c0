import type { Attributes } from "../graph/attributes";
import { FLOAT } from "../graph/attributes";
import type { Emitted, LayerEmitter } from "./emitter";

/** Conv2D with padding on both sides: TensorFlow's SAME pads even maps only right and below at stride 2. */
export const conv2d: LayerEmitter<"conv2d"> = ({ graph, attributes, inputs, read }): Emitted => {
  const [x = ""] = inputs;
  const filter = read("weight");
  const window = windowAttributes(attributes);
  const product = graph.op("Conv2D", [x, filter], window);
  const output = attributes.bias ? graph.op("BiasAdd", [product, read("bias")], { T: FLOAT }) : product;
  return {
    output,
    backward: (gradient) => {
      const shapeOf = (ref: string) => graph.op("Shape", [ref], { T: FLOAT });
      const input = graph.op("Conv2DBackpropInput", [shapeOf(x), filter, gradient], window);
      const weight = graph.op("Conv2DBackpropFilter", [x, shapeOf(filter), gradient], window);
      if (!attributes.bias) return { inputs: [input], parameters: { weight } };
      return { inputs: [input], parameters: { weight, bias: graph.op("BiasAddGrad", [gradient], { T: FLOAT }) } };
    },
  };
};

function windowAttributes({ kernel, stride, padding }: { kernel: number; stride: number; padding: number }): Attributes {
  const strides = { T: FLOAT, strides: { ints: [1, stride, stride, 1] } };
  if (padding === 0) return { ...strides, padding: { string: "VALID" } };
  // At stride 1 SAME is the same padding and keeps TensorFlow's fast paths.
  if (stride === 1 && 2 * padding === kernel - 1) return { ...strides, padding: { string: "SAME" } };
  const sides = [0, 0, padding, padding, padding, padding, 0, 0];
  return { ...strides, padding: { string: "EXPLICIT" }, explicit_paddings: { ints: sides } };
}
