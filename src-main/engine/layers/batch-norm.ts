import type { Attributes } from "../graph/attributes";
import { FLOAT } from "../graph/attributes";
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
