import { type Attributes, FLOAT, INT32 } from "../graph/attributes";
import { arithmetic, shapeOf } from "./arithmetic";
import type { LayerEmitter } from "./emitter";

/**
 * Shortcut A (He et al., section 4.1): every stride-th pixel, and zeros for the channels that are new.
 * The pixels are taken by an average over 1x1 windows, which is exact and several times faster than a strided slice.
 */
export const padShortcut: LayerEmitter<"padShortcut"> = ({ graph, attributes, inputs, inputShapes }) => {
  const [x = ""] = inputs;
  const [channels = 0] = inputShapes[0] ?? [];
  const { stride } = attributes;
  const everyPixel: Attributes = {
    T: FLOAT,
    ksize: { ints: [1, 1, 1, 1] },
    strides: { ints: [1, stride, stride, 1] },
    padding: { string: "VALID" },
  };
  const sampled = stride === 1 ? x : graph.op("AvgPool", [x], everyPixel);
  const added = attributes.channels - channels;
  const front = attributes.placement === "around" ? Math.floor(added / 2) : 0;
  const sides = graph.int([0, 0, 0, 0, 0, 0, front, added - front], [4, 2]);
  return {
    output: graph.op("Pad", [sampled, sides], { T: FLOAT, Tpaddings: INT32 }),
    backward: (gradient) => {
      const own = [graph.int([0, 0, 0, front]), graph.int([-1, -1, -1, channels])];
      const kept = graph.op("Slice", [gradient, ...own], { T: FLOAT, Index: INT32 });
      if (stride === 1) return { inputs: [kept] };
      return { inputs: [graph.op("AvgPoolGrad", [shapeOf(graph, x), kept], everyPixel)] };
    },
  };
};

/** To torch's order of features, CxHxW; a map of one pixel has it already. */
export const flatten: LayerEmitter<"flatten"> = ({ graph, inputs, inputShapes, outputShape }) => {
  const [x = ""] = inputs;
  const [channels = 0, height = 0, width = 0] = inputShapes[0] ?? [];
  const { reshape } = arithmetic(graph);
  if (height * width === 1) {
    return {
      output: reshape(x, [-1, channels]),
      backward: (gradient) => ({ inputs: [reshape(gradient, [-1, 1, 1, channels])] }),
    };
  }
  const transpose = (ref: string, order: number[]) =>
    graph.op("Transpose", [ref, graph.int(order)], { T: FLOAT, Tperm: INT32 });
  return {
    output: reshape(transpose(x, [0, 3, 1, 2]), [-1, ...outputShape]),
    backward: (gradient) => ({ inputs: [transpose(reshape(gradient, [-1, channels, height, width]), [0, 2, 3, 1])] }),
  };
};
