import type { Attributes } from "../graph/attributes";
import { FLOAT, INT32 } from "../graph/attributes";
import type { LayerEmitter } from "./emitter";

/** Padding counts as minus infinity, never as zero. */
export const maxPool: LayerEmitter<"maxPool"> = ({ graph, attributes, inputs }) => {
  const [x = ""] = inputs;
  const { kernel, stride, padding } = attributes;
  const sides = [0, 0, padding, padding, padding, padding, 0, 0];
  const window: Attributes = {
    T: FLOAT,
    ksize: { ints: [1, kernel, kernel, 1] },
    strides: { ints: [1, stride, stride, 1] },
    padding: { string: padding === 0 ? "VALID" : "EXPLICIT" },
    ...(padding === 0 ? {} : { explicit_paddings: { ints: sides } }),
  };
  const output = graph.op("MaxPool", [x], window);
  return { output, backward: (gradient) => ({ inputs: [graph.op("MaxPoolGrad", [x, output, gradient], window)] }) };
};

/** SAME pads no pixel into the mean and keeps the last, smaller window: torch's ceil_mode without counting padding. */
export const averagePool: LayerEmitter<"averagePool"> = ({ graph, attributes, inputs }) => {
  const [x = ""] = inputs;
  const { kernel, stride } = attributes;
  const window: Attributes = {
    T: FLOAT,
    ksize: { ints: [1, kernel, kernel, 1] },
    strides: { ints: [1, stride, stride, 1] },
    padding: { string: "SAME" },
  };
  return {
    output: graph.op("AvgPool", [x], window),
    backward: (gradient) => {
      const shape = graph.op("Shape", [x], { T: FLOAT });
      return { inputs: [graph.op("AvgPoolGrad", [shape, gradient], window)] };
    },
  };
};

/** Mean over the map; its gradient is spread evenly over the pixels. */
export const globalAveragePool: LayerEmitter<"globalAveragePool"> = ({ graph, inputs, inputShapes }) => {
  const [x = ""] = inputs;
  const [channels = 0, height = 0, width = 0] = inputShapes[0] ?? [];
  const output = graph.op("Mean", [x, graph.int([1, 2])], { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } });
  return {
    output,
    backward: (gradient) => {
      const share = graph.op("Mul", [gradient, graph.float(1 / (height * width))], { T: FLOAT });
      const pixel = graph.op("Reshape", [share, graph.int([-1, 1, 1, channels])], { T: FLOAT, Tshape: INT32 });
      const shape = graph.op("Shape", [x], { T: FLOAT });
      return { inputs: [graph.op("BroadcastTo", [pixel, shape], { T: FLOAT, Tidx: INT32 })] };
    },
  };
};

/**
 * Torch's AdaptiveAvgPool2d: output pixel i is the mean of input rows floor(i H / n) to ceil((i + 1) H / n).
 * That is linear along each side, so two products with small matrices do it, and their transposes undo it.
 */
export const adaptiveAveragePool: LayerEmitter<"adaptiveAveragePool"> = ({
  graph,
  attributes,
  inputs,
  inputShapes,
}) => {
  const [x = ""] = inputs;
  const [, height = 0, width = 0] = inputShapes[0] ?? [];
  const rows = graph.float2d(poolingMatrix(height, attributes.size));
  const columns = graph.float2d(poolingMatrix(width, attributes.size));
  const product = (equation: string, a: string, b: string) =>
    graph.op("Einsum", [a, b], { T: FLOAT, N: { int: 2 }, equation: { string: equation } });
  return {
    output: product("bijc,wj->biwc", product("bijc,hi->bhjc", x, rows), columns),
    backward: (gradient) => ({
      inputs: [product("bhjc,hi->bijc", product("biwc,wj->bijc", gradient, columns), rows)],
    }),
  };
};

/** [size, length]: row i holds the weights of output pixel i. */
function poolingMatrix(length: number, size: number): number[][] {
  return Array.from({ length: size }, (_, i) => {
    const start = Math.floor((i * length) / size);
    const end = Math.ceil(((i + 1) * length) / size);
    return Array.from({ length }, (_, j) => (j >= start && j < end ? 1 / (end - start) : 0));
  });
}
