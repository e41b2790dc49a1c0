import type { LayerGraph } from "./layer-graph";
import { buildResidual } from "./residual";
import type { ArchSpec } from "./spec";
import { buildVgg } from "./vgg";

/**
 * Unfolds a spec into its layers, shapes inferred. Never throws for a spec that parses: what can't work is left in the
 * graph for `analyse` to name.
 */
export function buildLayerGraph(spec: ArchSpec): LayerGraph {
  return spec.family === "residual" ? buildResidual(spec) : buildVgg(spec);
}
