import type { Parameter } from "../layer-graph";
import type { LayerDefinition } from "./definition";
import { axes } from "./shapes";

/** Batch normalisation over each channel (Ioffe and Szegedy 2015). */
export const batchNorm: LayerDefinition<"batchNorm"> = {
  shape: (_, [input]) => input ?? [],
  parameters: (_, [input]) => {
    const { channels } = axes(input);
    const perChannel = (name: Parameter["name"], value: number, trainable: boolean): Parameter => ({
      name,
      shape: [channels],
      trainable,
      initializer: { kind: "constant", value },
    });
    return [
      perChannel("weight", 1, true),
      perChannel("bias", 0, true),
      perChannel("running_mean", 0, false),
      perChannel("running_var", 1, false),
    ];
  },
};
