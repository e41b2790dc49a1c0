import type { LayerKind, LayerNode } from "../../../src-main/common/arch/layer-graph";

/** Kinds that are drawn as a strip at the layer they belong to. */
const SMALL: ReadonlySet<LayerKind> = new Set([
  "batchNorm",
  "groupNorm",
  "relu",
  "silu",
  "gelu",
  "sigmoid",
  "scale",
  "flatten",
  "dropout",
  "stochasticDepth",
]);

export const isSmall = ({ kind }: Pick<LayerNode, "kind">): boolean => SMALL.has(kind);
