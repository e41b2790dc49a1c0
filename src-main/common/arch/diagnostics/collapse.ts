/** Maps that shrink to nothing. */
import { buildLayerGraph } from "../build";
import type { LayerGraph, LayerNode } from "../layer-graph";
import { keepMaps } from "./block-repairs";
import { type Context, shown } from "./context";
import { mapSizesOf } from "./map-sizes";
import { type Problem, problem } from "./problem";
import { roomFixes } from "./room";

/** @param node the first layer that collapses, if any does: all after it follow from it */
export function collapsedMaps({ spec, graph }: Context, node: LayerNode | undefined): Problem[] {
  if (!node) return [];
  const values = { input: shown(spec.input), output: shown(node.output) };
  const hasRoom = (sizes: readonly number[]) => sizes.every((size) => size >= 1);
  const fixes = [...keepMaps(spec), ...roomFixes(spec, node.address, mapSizesOf(graph), hasRoom)];
  const working = fixes.filter((fix) => !firstCollapsed(buildLayerGraph(fix.spec)));
  return [problem("MAP_COLLAPSED", "error", node.address, values, { fixes: working })];
}

/** The first node with a dimension under 1. */
export function firstCollapsed({ nodes }: LayerGraph): LayerNode | undefined {
  return nodes.find(({ output }) => output.some((size) => size < 1));
}
