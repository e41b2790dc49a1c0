import type { LayerAttributes, LayerKind, LayerNode } from "../layer-graph";
import type { Shape } from "../spec";
import { conv2d } from "./conv2d";
import type { LayerDefinition } from "./definition";
import { linear } from "./linear";
import { batchNorm, groupNorm } from "./norms";
import { adaptiveWindow, axes, elements, windowed } from "./shapes";

const sameShape = (_: unknown, [input]: readonly Shape[]) => input ?? [];

/** The op table: what every layer kind means. Kinds without parameters and MACs are their shape rule alone. */
export const LAYERS: { readonly [K in LayerKind]: LayerDefinition<K> } = {
  input: { shape: (a) => a.shape },
  conv2d,
  batchNorm,
  groupNorm,
  relu: { shape: sameShape, keeps: { output: true } },
  silu: { shape: sameShape, keeps: { inputs: true } },
  gelu: { shape: sameShape, keeps: { inputs: true } },
  sigmoid: { shape: sameShape, keeps: { output: true } },
  add: { shape: sameShape },
  scale: { shape: sameShape },
  channelScale: { shape: sameShape, keeps: { inputs: true } },
  maxPool: {
    shape: (a, [input]) => windowed(input, a),
    window: ({ kernel, stride, padding }) => ({ kernel, stride, padding }),
    keeps: { inputs: true, output: true },
  },
  averagePool: {
    shape: (a, [input]) => {
      const { channels, height, width } = axes(input);
      return [channels, Math.ceil(height / a.stride), Math.ceil(width / a.stride)];
    },
    window: ({ kernel, stride }) => ({ kernel, stride, padding: 0 }),
  },
  padShortcut: {
    shape: (a, [input]) => windowed(input, { kernel: 1, stride: a.stride, padding: 0 }, a.channels),
    window: ({ stride }) => ({ kernel: 1, stride, padding: 0 }),
  },
  globalAveragePool: { shape: (_, [input]) => [axes(input).channels, 1, 1], seesAll: true },
  adaptiveAveragePool: {
    shape: (a, [input]) => [axes(input).channels, a.size, a.size],
    window: (a, [input]) => {
      const { height, width } = axes(input);
      return adaptiveWindow(Math.max(height, width), a.size);
    },
  },
  flatten: { shape: (_, [input]) => [elements(input ?? [])] },
  linear,
  dropout: { shape: sameShape, keeps: { mask: true } },
  stochasticDepth: { shape: sameShape },
};

/** Shape rule of any kind, for callers that hold a node of unknown kind. */
export function outputShape<K extends LayerKind>(
  kind: K,
  attributes: LayerAttributes[K],
  inputs: readonly Shape[],
): Shape {
  return LAYERS[kind].shape(attributes, inputs);
}

/** Nodes by address. */
export function byAddress(nodes: readonly LayerNode[]): ReadonlyMap<string, LayerNode> {
  return new Map(nodes.map((node) => [node.address, node]));
}
