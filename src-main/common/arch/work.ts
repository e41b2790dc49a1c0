/** What a training step does, in the four quantities that its time is made of (step-time.ts). */
import type { LayerGraph, LayerKind, LayerNode } from "./layer-graph";

export interface Work {
  /** Multiply-accumulates for one sample, forward and backward. */
  macs: number;
  /** Bytes for one sample that the layers without multiply-accumulates read and write in the forward pass. */
  bytes: number;
  /** Kernels that a step starts, whatever the batch; counted so that an activation is one. */
  launches: number;
  /** Bytes of trainable parameters, which the optimizer reads and writes in each step. */
  weights: number;
}

/** A norm reads its input twice: for the statistics, then for the result. */
const PASSES: Readonly<Partial<Record<LayerKind, number>>> = { batchNorm: 2, groupNorm: 2 };

/** @param layers what the graph's nodes cost, in the same order */
export function workOf(
  { nodes }: LayerGraph,
  layers: readonly { params: number; macs: number; activationBytes: number }[],
): Work {
  const work: Work = { macs: 0, bytes: 0, launches: 0, weights: 0 };
  nodes.forEach((node, i) => {
    const layer = layers[i];
    // A flattened map is the same memory under another shape.
    if (!layer || node.kind === "input" || node.kind === "flatten") return;
    work.weights += 4 * layer.params;
    work.launches += launchesOf(node);
    if (layer.macs > 0) {
      // The gradients of weights and of input cost as much as the output each; the image needs none.
      const readsImage = nodes[node.sources[0] ?? -1]?.kind === "input";
      work.macs += (readsImage ? 2 : 3) * layer.macs;
      return;
    }
    let moved = layer.activationBytes;
    for (const source of node.sources) moved += layers[source]?.activationBytes ?? 0;
    work.bytes += (PASSES[node.kind] ?? 1) * moved;
  });
  return work;
}

/** Layers with weights have a second gradient; the engine writes a grouped convolution's gradients group by group. */
function launchesOf(node: LayerNode): number {
  if (node.kind === "linear") return 2;
  if (node.kind !== "conv2d") return 1;
  return node.attributes.groups === 1 ? 2 : 1 + 2 * node.attributes.groups;
}
