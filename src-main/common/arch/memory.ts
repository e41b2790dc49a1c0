/** How much memory a pass over the layers takes, from what is alive at each moment; bytes for one sample, in float32. */
import type { LayerGraph, LayerNode } from "./layer-graph";
import { LAYERS } from "./layers";
import { elements } from "./layers/shapes";

/** Of a float32. */
export const FLOAT_BYTES = 4;

export interface LayerMemory {
  /** The layer's output. */
  activation: number;
  /** Part of it, with masks, that training keeps until the backward pass. */
  kept: number;
}

export interface GraphMemory {
  layers: readonly LayerMemory[];
  /** Largest sum of outputs alive at once when nothing is kept. */
  inference: number;
  /** Largest sum of kept outputs and gradients alive at once, reached in the backward pass. */
  training: number;
}

export function memoryOf(graph: LayerGraph): GraphMemory {
  const { nodes } = graph;
  const inputs = nodes.map((node) => node.sources);
  const activation = nodes.map((node) => FLOAT_BYTES * elements(node.output));
  const kept = keptBytes(nodes, inputs, activation);
  return {
    layers: nodes.map((_, i) => ({ activation: activation[i] ?? 0, kept: kept[i] ?? 0 })),
    inference: forwardPeak(inputs, activation),
    training: backwardPeak(nodes, inputs, activation, kept),
  };
}

/** An output is kept when its own layer or any that reads it says so. The images count as floats, which they are once normalised. */
function keptBytes(
  nodes: readonly LayerNode[],
  inputs: readonly (readonly number[])[],
  activation: readonly number[],
): number[] {
  const isKept = nodes.map((node) => LAYERS[node.kind].keeps?.output ?? false);
  nodes.forEach((node, i) => {
    if (LAYERS[node.kind].keeps?.inputs) for (const input of inputs[i] ?? []) isKept[input] = true;
  });
  return nodes.map((node, i) => {
    const mask = LAYERS[node.kind].keeps?.mask ? (activation[i] ?? 0) : 0;
    return mask + (isKept[i] ? (activation[i] ?? 0) : 0);
  });
}

/** Each output lives from its layer to the last one that reads it. */
function forwardPeak(inputs: readonly (readonly number[])[], activation: readonly number[]): number {
  const lastReader = activation.map((_, i) => i);
  inputs.forEach((read, i) => {
    for (const input of read) lastReader[input] = i;
  });
  let alive = 0;
  let peak = 0;
  const ending = new Map<number, number>();
  activation.forEach((bytes, i) => {
    alive += bytes;
    peak = Math.max(peak, alive);
    ending.set(lastReader[i] ?? i, (ending.get(lastReader[i] ?? i) ?? 0) + bytes);
    alive -= ending.get(i) ?? 0;
  });
  return peak;
}

/** Backwards, gradients come to life one layer ahead, and what was kept for a layer is freed behind it. */
function backwardPeak(
  nodes: readonly LayerNode[],
  inputs: readonly (readonly number[])[],
  activation: readonly number[],
  kept: readonly number[],
): number {
  let alive = kept.reduce((sum, bytes) => sum + bytes, 0) + (activation.at(-1) ?? 0);
  let peak = alive;
  const hasGradient = nodes.map((_, i) => i === nodes.length - 1);
  for (let i = nodes.length - 1; i >= 0; i--) {
    for (const input of inputs[i] ?? []) {
      if (hasGradient[input] || nodes[input]?.kind === "input") continue;
      hasGradient[input] = true;
      alive += activation[input] ?? 0;
    }
    peak = Math.max(peak, alive);
    alive -= (kept[i] ?? 0) + (hasGradient[i] ? (activation[i] ?? 0) : 0);
  }
  return peak;
}
