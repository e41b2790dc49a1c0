import type { Parameter } from "../layer-graph";
import type { LayerDefinition } from "./definition";
import { axes } from "./shapes";

function perChannel(name: Parameter["name"], channels: number, value: number, trainable = true): Parameter {
  return { name, shape: [channels], trainable, initializer: { kind: "constant", value } };
}

/** Batch normalisation over each channel (Ioffe and Szegedy 2015). */
export const batchNorm: LayerDefinition<"batchNorm"> = {
  shape: (_, [input]) => input ?? [],
  parameters: (a, [input]) => {
    const { channels } = axes(input);
    return [
      perChannel("weight", channels, a.gamma),
      perChannel("bias", channels, 0),
      perChannel("running_mean", channels, 0, false),
      perChannel("running_var", channels, 1, false),
    ];
  },
  keeps: { inputs: true },
};

/** Normalisation of each sample over groups of channels (Wu and He 2018); no running statistics. */
export const groupNorm: LayerDefinition<"groupNorm"> = {
  shape: (_, [input]) => input ?? [],
  parameters: (a, [input]) => {
    const { channels } = axes(input);
    return [perChannel("weight", channels, a.gamma), perChannel("bias", channels, 0)];
  },
  keeps: { inputs: true },
};
