/** What stems and blocks are put together from; each part follows the spec's norm and activation. */
import type { GraphBuilder, NodeIndex } from "./graph-builder";
import type { LayerAttributes } from "./layer-graph";
import type { ResidualSpec } from "./spec";

const EPSILON = 1e-5;

/** A convolution; it has a bias where no norm follows to have one. */
export function addConv(
  builder: GraphBuilder,
  spec: ResidualSpec,
  address: string,
  torchName: string | null,
  window: Omit<LayerAttributes["conv2d"], "bias">,
  input: NodeIndex,
): NodeIndex {
  return builder.add(address, torchName, "conv2d", { ...window, bias: spec.norm === "none" }, [input]);
}

/** @param suffix tells the norms of a block apart: `bn1`, `bn2`; @param gamma what its scale starts at */
export function addNorm(
  builder: GraphBuilder,
  spec: ResidualSpec,
  place: string,
  suffix: string,
  torchName: string | null,
  input: NodeIndex,
  gamma: 0 | 1 = 1,
): NodeIndex {
  if (spec.norm === "none") return input;
  if (spec.norm === "batch") {
    const attributes = { epsilon: EPSILON, momentum: 0.1, gamma };
    return builder.add(`${place}/bn${suffix}`, torchName, "batchNorm", attributes, [input]);
  }
  const attributes = { groups: spec.normGroups, epsilon: EPSILON, gamma };
  return builder.add(`${place}/gn${suffix}`, torchName, "groupNorm", attributes, [input]);
}

/** @param torchName given to ReLU alone, the one activation that torchvision's networks have */
export function addActivation(
  builder: GraphBuilder,
  { activation }: ResidualSpec,
  place: string,
  suffix: string,
  torchName: string | null,
  input: NodeIndex,
): NodeIndex {
  return builder.add(`${place}/${activation}${suffix}`, activation === "relu" ? torchName : null, activation, {}, [
    input,
  ]);
}

/** Squeeze-excitation (Hu et al. 2018): each channel scaled by a gate between 0 and 1 that sees all channels' means. */
export function addSqueezeExcitation(
  builder: GraphBuilder,
  { activation }: ResidualSpec,
  place: string,
  channels: number,
  reduction: number,
  input: NodeIndex,
): NodeIndex {
  const squeezed = Math.max(1, Math.floor(channels / reduction));
  const linear = (features: number) => ({ features, initializer: "uniform" }) as const;
  let gate = builder.add(`${place}/pool`, null, "globalAveragePool", {}, [input]);
  gate = builder.add(`${place}/flatten`, null, "flatten", {}, [gate]);
  gate = builder.add(`${place}/fc1`, null, "linear", linear(squeezed), [gate]);
  gate = builder.add(`${place}/${activation}`, null, activation, {}, [gate]);
  gate = builder.add(`${place}/fc2`, null, "linear", linear(channels), [gate]);
  gate = builder.add(`${place}/sigmoid`, null, "sigmoid", {}, [gate]);
  return builder.add(`${place}/scale`, null, "channelScale", {}, [input, gate]);
}
