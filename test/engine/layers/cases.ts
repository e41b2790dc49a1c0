/** Small instances of every layer kind, so chosen that each attribute makes a difference. */
import type { EmittedKind, LayerCase } from "./layer-probe";

const MAP = [[3, 4, 5]] as const;
const conv = { filters: 4, kernel: 3, stride: 1, padding: 1, groups: 1, bias: false };

export const LAYER_CASES: { readonly [K in EmittedKind]: readonly LayerCase<K>[] } = {
  conv2d: [
    { title: "of the same size", attributes: conv, inputs: MAP },
    { title: "1x1 with stride 2", attributes: { ...conv, kernel: 1, padding: 0, stride: 2 }, inputs: MAP },
    { title: "3x3 with stride 2 on an even and an odd side", attributes: { ...conv, stride: 2 }, inputs: MAP },
    { title: "without padding", attributes: { ...conv, padding: 0 }, inputs: MAP },
    { title: "1x1 with padding", attributes: { ...conv, kernel: 1, bias: true }, inputs: MAP },
    { title: "of an even size", attributes: { ...conv, kernel: 2, padding: 1, stride: 3 }, inputs: MAP },
    { title: "in groups", attributes: { ...conv, groups: 2 }, inputs: [[4, 4, 5]] },
    {
      title: "in groups, with stride and biases",
      attributes: { ...conv, groups: 2, stride: 2, bias: true },
      inputs: [[6, 4, 3]],
    },
    { title: "with one group per channel", attributes: { ...conv, groups: 4 }, inputs: [[4, 3, 4]] },
  ],
  batchNorm: [{ title: "of a map", attributes: { epsilon: 1e-5, momentum: 0.1, gamma: 1 }, inputs: MAP }],
  groupNorm: [
    { title: "of some channels each", attributes: { groups: 2, epsilon: 1e-5, gamma: 1 }, inputs: [[6, 3, 4]] },
    { title: "of all channels", attributes: { groups: 1, epsilon: 1e-5, gamma: 1 }, inputs: MAP },
    { title: "of each channel", attributes: { groups: 3, epsilon: 1e-5, gamma: 1 }, inputs: MAP },
    { title: "with a large epsilon", attributes: { groups: 3, epsilon: 0.5, gamma: 1 }, inputs: MAP },
  ],
  relu: [{ title: "of a map", attributes: {}, inputs: MAP }],
  silu: [{ title: "of a map", attributes: {}, inputs: MAP }],
  gelu: [{ title: "of a map", attributes: {}, inputs: MAP }],
  sigmoid: [{ title: "of a vector", attributes: {}, inputs: [[5]] }],
  add: [{ title: "of two maps", attributes: {}, inputs: [...MAP, ...MAP] }],
  scale: [{ title: "by a half", attributes: { factor: 0.5 }, inputs: MAP }],
  channelScale: [{ title: "of a map", attributes: {}, inputs: [...MAP, [3]] }],
  maxPool: [
    { title: "3x3/2 with padding", attributes: { kernel: 3, stride: 2, padding: 1 }, inputs: MAP },
    { title: "2x2/2", attributes: { kernel: 2, stride: 2, padding: 0 }, inputs: MAP },
  ],
  averagePool: [
    { title: "2x2/2 on an even and an odd side", attributes: { kernel: 2, stride: 2 }, inputs: MAP },
    { title: "3x3/3, two pixels short", attributes: { kernel: 3, stride: 3 }, inputs: MAP },
    { title: "larger than the map", attributes: { kernel: 8, stride: 8 }, inputs: MAP },
  ],
  padShortcut: [
    { title: "with stride", attributes: { channels: 6, stride: 2, placement: "behind" }, inputs: MAP },
    { title: "without stride", attributes: { channels: 5, stride: 1, placement: "behind" }, inputs: MAP },
    { title: "around, an odd number", attributes: { channels: 6, stride: 2, placement: "around" }, inputs: MAP },
    { title: "of no new channels", attributes: { channels: 3, stride: 3, placement: "around" }, inputs: MAP },
  ],
  globalAveragePool: [{ title: "of a map", attributes: {}, inputs: MAP }],
  adaptiveAveragePool: [
    { title: "to fewer pixels", attributes: { size: 3 }, inputs: MAP },
    { title: "to more pixels", attributes: { size: 7 }, inputs: MAP },
  ],
  flatten: [{ title: "of a map", attributes: {}, inputs: MAP }],
  linear: [{ title: "with biases", attributes: { features: 4, initializer: "uniform" }, inputs: [[6]] }],
  dropout: [
    { title: "of a map with an odd number of values", attributes: { rate: 0.4 }, inputs: [[3, 3, 5]] },
    { title: "of a vector", attributes: { rate: 0.4 }, inputs: [[6]] },
  ],
  stochasticDepth: [{ title: "of a map", attributes: { rate: 0.5 }, inputs: MAP }],
};
