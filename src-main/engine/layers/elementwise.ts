import type { Ref } from "../graph/graph-writer";
import { arithmetic } from "./arithmetic";
import type { LayerEmitter } from "./emitter";

export const add: LayerEmitter<"add"> = ({ graph, inputs }) => {
  const [a = "", b = ""] = inputs;
  return { output: arithmetic(graph).add(a, b), backward: (gradient) => ({ inputs: [gradient, gradient] }) };
};

/** Every value times a constant. */
export const scale: LayerEmitter<"scale"> = ({ graph, attributes, inputs }) => {
  const [x = ""] = inputs;
  const scaled = (ref: Ref) => arithmetic(graph).mul(ref, graph.float(attributes.factor));
  return { output: scaled(x), backward: (gradient) => ({ inputs: [scaled(gradient)] }) };
};

/** A map [N, H, W, C] times one factor per sample and channel [N, C]. */
export const channelScale: LayerEmitter<"channelScale"> = ({ graph, inputs, inputShapes }) => {
  const [x = "", factors = ""] = inputs;
  const [channels = 0] = inputShapes[0] ?? [];
  const { mul, sum, reshape } = arithmetic(graph);
  const perPixel = reshape(factors, [-1, 1, 1, channels]);
  return {
    output: mul(x, perPixel),
    backward: (gradient) => ({ inputs: [mul(gradient, perPixel), sum(mul(gradient, x), [1, 2])] }),
  };
};
