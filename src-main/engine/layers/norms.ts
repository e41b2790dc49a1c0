import type { Attributes } from "../graph/attributes";
import { FLOAT, INT32 } from "../graph/attributes";
import type { GraphWriter, Ref } from "../graph/graph-writer";
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
 * Group norm as torch's GroupNorm: each sample's mean and biased variance over the map and the channels of a group.
 * Backwards: dx = (dh - mean(dh) - h mean(dh h)) / deviation, with h the normalised input and dh = dy gamma.
 */
export const groupNorm: LayerEmitter<"groupNorm"> = ({ graph, attributes, inputs, outputShape, read }) => {
  const [x = ""] = inputs;
  const [channels = 0, height = 0, width = 0] = outputShape;
  const { groups, epsilon } = attributes;
  const { binary, reduceMean, reduceSum, reshape } = arithmetic(graph);
  const grouped = (ref: Ref) => reshape(ref, [-1, height * width, groups, channels / groups]);
  const ungrouped = (ref: Ref) => reshape(ref, [-1, height, width, channels]);
  const perChannel = (name: "weight" | "bias") => reshape(read(name), [groups, channels / groups]);
  const mean = (ref: Ref) => reduceMean(ref, [1, 3]);

  const input = grouped(x);
  const centred = binary("Sub", input, mean(input));
  const variance = mean(binary("Mul", centred, centred));
  const rate = graph.op("Rsqrt", [binary("AddV2", variance, graph.float(epsilon))], { T: FLOAT });
  const normalised = binary("Mul", centred, rate);
  const scale = perChannel("weight");
  return {
    output: ungrouped(binary("AddV2", binary("Mul", normalised, scale), perChannel("bias"))),
    backward: (gradient) => {
      const dy = grouped(gradient);
      const dh = binary("Mul", dy, scale);
      const along = binary("Mul", normalised, mean(binary("Mul", dh, normalised)));
      const dx = binary("Mul", binary("Sub", binary("Sub", dh, mean(dh)), along), rate);
      const total = (ref: Ref) => reshape(reduceSum(ref, [0, 1]), [channels]);
      return {
        inputs: [ungrouped(dx)],
        parameters: { weight: total(binary("Mul", dy, normalised)), bias: total(dy) },
      };
    },
  };
};

function arithmetic(graph: GraphWriter) {
  const reduce = (op: "Mean" | "Sum", ref: Ref, over: number[], keep: boolean) =>
    graph.op(op, [ref, graph.int(over)], { T: FLOAT, Tidx: INT32, keep_dims: { bool: keep } });
  return {
    binary: (op: "AddV2" | "Sub" | "Mul", a: Ref, b: Ref) => graph.op(op, [a, b], { T: FLOAT }),
    reduceMean: (ref: Ref, over: number[]) => reduce("Mean", ref, over, true),
    reduceSum: (ref: Ref, over: number[]) => reduce("Sum", ref, over, false),
    reshape: (ref: Ref, shape: number[]) => graph.op("Reshape", [ref, graph.int(shape)], { T: FLOAT, Tshape: INT32 }),
  };
}
