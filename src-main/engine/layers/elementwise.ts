import { FLOAT, INT32 } from "../graph/attributes";
import type { LayerEmitter } from "./emitter";

export const add: LayerEmitter<"add"> = ({ graph, inputs }) => ({
  output: graph.op("AddV2", inputs, { T: FLOAT }),
  backward: (gradient) => ({ inputs: [gradient, gradient] }),
});

/** Every value times a constant. */
export const scale: LayerEmitter<"scale"> = ({ graph, attributes, inputs }) => {
  const [x = ""] = inputs;
  const scaled = (ref: string) => graph.op("Mul", [ref, graph.float(attributes.factor)], { T: FLOAT });
  return { output: scaled(x), backward: (gradient) => ({ inputs: [scaled(gradient)] }) };
};

/** A map [N, H, W, C] times one factor per sample and channel [N, C]. */
export const channelScale: LayerEmitter<"channelScale"> = ({ graph, inputs, inputShapes }) => {
  const [x = "", gate = ""] = inputs;
  const [channels = 0] = inputShapes[0] ?? [];
  const mul = (a: string, b: string) => graph.op("Mul", [a, b], { T: FLOAT });
  const pixel = graph.op("Reshape", [gate, graph.int([-1, 1, 1, channels])], { T: FLOAT, Tshape: INT32 });
  return {
    output: mul(x, pixel),
    backward: (gradient) => {
      const options = { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } };
      return { inputs: [mul(gradient, pixel), graph.op("Sum", [mul(gradient, x), graph.int([1, 2])], options)] };
    },
  };
};
