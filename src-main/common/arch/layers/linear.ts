import type { LayerDefinition } from "./definition";
import { elements } from "./shapes";

/** Fully connected layer: y = W x + b. */
export const linear: LayerDefinition<"linear"> = {
  shape: (a) => [a.features],
  parameters: (a, [input]) => {
    const fanIn = elements(input ?? []);
    const bound = 1 / Math.sqrt(fanIn);
    const [weight, bias] =
      a.initializer === "uniform"
        ? ([
            { kind: "uniform", bound },
            { kind: "uniform", bound },
          ] as const)
        : ([
            { kind: "normal", deviation: 0.01 },
            { kind: "constant", value: 0 },
          ] as const);
    return [
      { name: "weight", shape: [a.features, fanIn], trainable: true, initializer: weight },
      { name: "bias", shape: [a.features], trainable: true, initializer: bias },
    ];
  },
  macs: (a, [input]) => a.features * elements(input ?? []),
  seesAll: true,
  keeps: { inputs: true },
};
