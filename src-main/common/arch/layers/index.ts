import type { LayerAttributes, LayerKind, LayerNode } from "../layer-graph";
import type { Shape } from "../spec";
import { batchNorm } from "./batch-norm";
import { conv2d } from "./conv2d";
import type { LayerDefinition } from "./definition";
import { linear } from "./linear";
import { axes, elements, windowed } from "./shapes";

/** The op table: what every layer kind means. Kinds without parameters and MACs are their shape rule alone. */
export const LAYERS: { readonly [K in LayerKind]: LayerDefinition<K> } = {
  input: { shape: (a) => a.shape },
  conv2d,
  batchNorm,
  relu: { shape: (_, [input]) => input ?? [] },
  add: { shape: (_, [input]) => input ?? [] },
  maxPool: { shape: (a, [input]) => windowed(input, a) },
  padShortcut: { shape: (a, [input]) => windowed(input, { kernel: 1, stride: a.stride, padding: 0 }, a.channels) },
  globalAveragePool: { shape: (_, [input]) => [axes(input).channels] },
  adaptiveAveragePool: { shape: (a, [input]) => [axes(input).channels, a.size, a.size] },
  flatten: { shape: (_, [input]) => [elements(input ?? [])] },
  linear,
  dropout: { shape: (_, [input]) => input ?? [] },
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
