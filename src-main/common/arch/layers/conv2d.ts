import type { LayerDefinition } from "./definition";
import { axes, elements, windowed } from "./shapes";

/** Convolution over square kernels; explicit padding on both sides, as torch and the paper have it. */
export const conv2d: LayerDefinition<"conv2d"> = {
  shape: (a, [input]) => windowed(input, a, a.filters),
  parameters: (a, [input]) => {
    const { channels } = axes(input);
    const fanOut = a.filters * a.kernel * a.kernel;
    const weight = {
      name: "weight",
      shape: [a.filters, channels / a.groups, a.kernel, a.kernel],
      trainable: true,
      initializer: { kind: "heNormal", fanOut },
    } as const;
    if (!a.bias) return [weight];
    return [weight, { name: "bias", shape: [a.filters], trainable: true, initializer: { kind: "constant", value: 0 } }];
  },
  macs: (a, [input], output) => {
    const { channels } = axes(input);
    return elements(output) * (channels / a.groups) * a.kernel * a.kernel;
  },
  window: ({ kernel, stride, padding }) => ({ kernel, stride, padding }),
  keeps: { inputs: true },
};
