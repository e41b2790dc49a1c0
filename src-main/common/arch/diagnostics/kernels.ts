/** Convolutions of which most weights never meet a pixel, as 3x3 on a map of one pixel. */
import { buildLayerGraph } from "../build";
import type { LayerGraph } from "../layer-graph";
import { type Check, shown } from "./context";
import { mapSizesOf, type Window } from "./map-sizes";
import { problem } from "./problem";
import { roomFixes } from "./room";
import { distinctWindows, usedPositions, type WindowNode, windowNodes } from "./windows";

export const kernelsBeyondMaps: Check = ({ spec, graph, costs }) => {
  const starved = starvedConvs(graph);
  const [first] = starved;
  if (!first) return [];
  const wasted = starved.reduce(
    (sum, { index, window, map }) => sum + unseenShare(window, map) * (costs.layers[index]?.params ?? 0),
    0,
  );
  const values = {
    kernel: first.window.kernel,
    map: shown(first.map),
    share: Math.round(100 * unseenShare(first.window, first.map)),
    layers: starved.length,
    wasted: Math.round(wasted),
    part: Number(((100 * wasted) / costs.params).toPrecision(2)),
  };
  const maps = mapSizesOf(graph);
  const windows = distinctWindows(graph, maps);
  const feedsAll = (sizes: readonly number[]) =>
    windows.every(({ window, rule }) => usedPositions(sizes[rule] ?? 0, window) === window.kernel);
  const fixes = roomFixes(spec, first.node.address, maps, feedsAll).filter(
    (fix) => starvedConvs(buildLayerGraph(fix.spec)).length === 0,
  );
  return [problem("KERNEL_EXCEEDS_MAP", "warning", first.node.address, values, { fixes })];
};

function starvedConvs(graph: LayerGraph): WindowNode[] {
  const starves = (window: Window, height: number, width: number) =>
    (height <= window.kernel || width <= window.kernel) && unseenShare(window, [height, width]) > 0.5;
  return windowNodes(graph, starves).filter(({ node }) => node.kind === "conv2d");
}

/** Share of a kernel's weights that only ever meet padding. */
function unseenShare(window: Window, map: readonly number[]): number {
  return 1 - map.reduce((share, size) => (share * usedPositions(size, window)) / window.kernel, 1);
}
