/** Maps that shrink to nothing. */
import { buildLayerGraph } from "../build";
import type { LayerGraph, LayerNode } from "../layer-graph";
import { keepMaps } from "./block-repairs";
import { type Check, shown } from "./context";
import { mapSizesOf } from "./map-sizes";
import { problem } from "./problem";
import { roomFixes } from "./room";

/** Only the first layer that collapses: all after it follow from it. */
export const collapsedMaps: Check = ({ spec, graph }) => {
  const node = firstCollapsed(graph);
  if (!node) return [];
  const values = { input: shown(spec.input), output: shown(node.output) };
  const hasRoom = (sizes: readonly number[]) => sizes.every((size) => size >= 1);
  const fixes = [...keepMaps(spec), ...roomFixes(spec, node.address, mapSizesOf(graph), hasRoom)];
  const working = fixes.filter((fix) => !firstCollapsed(buildLayerGraph(fix.spec)));
  return [problem("MAP_COLLAPSED", "error", node.address, values, { fixes: working })];
};

/** The first node with a dimension under 1. */
export function firstCollapsed({ nodes }: LayerGraph): LayerNode | undefined {
  return nodes.find(({ output }) => output.some((size) => size < 1));
}
