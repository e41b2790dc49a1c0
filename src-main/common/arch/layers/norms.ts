import type { Parameter } from "../layer-graph";
import type { Shape } from "../spec";
import type { LayerDefinition } from "./definition";
import { axes } from "./shapes";

const ZERO = { kind: "constant", value: 0 } as const;
const ONE = { kind: "constant", value: 1 } as const;

/** Scale and shift per channel; `shape` is theirs and the running statistics'. */
function affine(shape: Shape, gamma: 0 | 1): Parameter[] {
  return [
    { name: "weight", shape, trainable: true, initializer: gamma === 0 ? ZERO : ONE },
    { name: "bias", shape, trainable: true, initializer: ZERO },
  ];
}

/** Batch normalisation over each channel (Ioffe and Szegedy 2015). */
export const batchNorm: LayerDefinition<"batchNorm"> = {
  shape: (_, [input]) => input ?? [],
  parameters: (a, [input]) => {
    const shape = [axes(input).channels];
    return [
      ...affine(shape, a.gamma),
      { name: "running_mean", shape, trainable: false, initializer: ZERO },
      { name: "running_var", shape, trainable: false, initializer: ONE },
    ];
  },
  keeps: { inputs: true },
};

/** Normalisation of each sample over groups of channels (Wu and He 2018); no running statistics. */
export const groupNorm: LayerDefinition<"groupNorm"> = {
  shape: (_, [input]) => input ?? [],
  parameters: (a, [input]) => affine([axes(input).channels], a.gamma),
  keeps: { inputs: true },
};
