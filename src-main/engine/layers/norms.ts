import type { Attributes } from "../graph/attributes";
import { FLOAT } from "../graph/attributes";
import type { Ref } from "../graph/graph-writer";
import { arithmetic } from "./arithmetic";
import type { LayerEmitter } from "./emitter";

/**
 * FusedBatchNormV3. In training its outputs 1 and 2 are the running statistics, moved by `momentum` towards the batch's;
 * the variance that enters them is the unbiased one, the variance that normalises is not (as torch has it).
 */
export const batchNorm: LayerEmitter<"batchNorm"> = ({ graph, training, attributes, inputs, read, update }) => {
  const [x = ""] = inputs;
  const scale = read("weight");
  const options: Attributes = {
    T: FLOAT,
    U: FLOAT,
    epsilon: { float: attributes.epsilon },
    data_format: { string: "NHWC" },
    is_training: { bool: training },
  };
  const output = graph.op("FusedBatchNormV3", [x, scale, read("bias"), read("running_mean"), read("running_var")], {
    ...options,
    exponential_avg_factor: { float: training ? attributes.momentum : 1 },
  });
  if (training) {
    update("running_mean", `${output}:1`);
    update("running_var", `${output}:2`);
  }
  return {
    output,
    backward: (gradient) => {
      const reserved = [`${output}:3`, `${output}:4`, `${output}:5`];
      const input = graph.op("FusedBatchNormGradV3", [gradient, x, scale, ...reserved], options);
      return { inputs: [input], parameters: { weight: `${input}:1`, bias: `${input}:2` } };
    },
  };
};

/**
 * Group norm as torch's GroupNorm: each sample's mean m and biased variance over the map and the channels of a group.
 * Maps are read per channel and only [N, C] numbers are put together to groups: y = x A + B costs two passes over the
 * map, where normalising [N, HW, G, C/G] as it is defined takes five times as long.
 */
export const groupNorm: LayerEmitter<"groupNorm"> = ({ graph, attributes, inputs, outputShape, read }) => {
  const [x = ""] = inputs;
  const [channels = 0, height = 0, width = 0] = outputShape;
  const { groups, epsilon } = attributes;
  const perGroup = channels / groups;
  const { add, sub, mul, squaredDifference, mean, sum, reshape, repeatLike } = arithmetic(graph);
  /** [N, 1, 1, C] or [N, C] to [N, G, C/G]. */
  const grouped = (ref: Ref) => reshape(ref, [-1, groups, perGroup]);
  /** [N, G, C/G] to [N, 1, 1, C], to meet a map. */
  const perPixel = (ref: Ref) => reshape(ref, [-1, 1, 1, channels]);
  const overGroup = (reduce: typeof mean, ref: Ref) => reduce(ref, [2], { keepAxes: true });

  const channelMeans = mean(x, [1, 2], { keepAxes: true });
  const within = grouped(mean(squaredDifference(x, channelMeans), [1, 2]));
  const centre = overGroup(mean, grouped(channelMeans));
  const variance = overGroup(mean, add(within, squaredDifference(grouped(channelMeans), centre)));
  const rate = graph.op("Rsqrt", [add(variance, graph.float(epsilon))], { T: FLOAT });
  const gamma = reshape(read("weight"), [groups, perGroup]);
  const beta = reshape(read("bias"), [groups, perGroup]);
  const scale = mul(rate, gamma);
  const shift = sub(beta, mul(centre, scale));
  return {
    output: add(mul(x, perPixel(scale)), perPixel(shift)),
    // dx = dy A + x Q + R, from h = (x - m) rate, dh = dy gamma and dx = rate (dh - mean(dh) - h mean(dh h)).
    backward: (gradient) => {
      const total = grouped(sum(gradient, [1, 2]));
      const product = sub(grouped(sum(mul(gradient, x), [1, 2])), mul(centre, total));
      const minusShare = graph.float(-1 / (perGroup * height * width));
      const groupShare = (ref: Ref) => mul(overGroup(sum, mul(ref, scale)), minusShare);
      const q = mul(mul(rate, rate), groupShare(product));
      const r = sub(groupShare(total), mul(q, centre));
      const toMap = (ref: Ref) => perPixel(repeatLike(ref, scale));
      const dx = add(add(mul(gradient, perPixel(scale)), mul(x, toMap(q))), toMap(r));
      const overBatch = (ref: Ref) => reshape(sum(ref, [0]), [channels]);
      return { inputs: [dx], parameters: { weight: overBatch(mul(product, rate)), bias: overBatch(total) } };
    },
  };
};
