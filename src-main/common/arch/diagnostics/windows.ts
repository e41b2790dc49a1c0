/** Which layers slide a window over their map, and what it sees of it along one side. */
import type { LayerGraph, LayerNode } from "../layer-graph";
import { sourceOf } from "./context";
import { type MapSizes, sizeAfter, type Window } from "./map-sizes";

/** A convolution or pool over more than one pixel; 1x1 windows see a part of the map by design. */
export interface WindowNode {
  node: LayerNode;
  /** Its place in the graph. */
  index: number;
  window: Window;
  /** Height and width that it reads. */
  map: readonly number[];
}

/** Which windows are wanted, by the map that they read. Every convolution of every keystroke is asked. */
type Wanted = (window: Window, height: number, width: number) => boolean;

export function windowNodes(graph: LayerGraph, wanted: Wanted): WindowNode[] {
  const found: WindowNode[] = [];
  for (let index = 0; index < graph.nodes.length; index++) {
    const node = graph.nodes[index];
    if ((node?.kind !== "conv2d" && node?.kind !== "maxPool") || node.attributes.kernel === 1) continue;
    const map = sourceOf(graph, node)?.output;
    const [height, width] = [map?.[1] ?? 0, map?.[2] ?? 0];
    if (!wanted(node.attributes, height, width)) continue;
    const { kernel, stride, padding } = node.attributes;
    found.push({ node, index, window: { kernel, stride, padding }, map: [height, width] });
  }
  return found;
}

/** The windows of a graph with the rule of the map that each reads, without repetitions. */
export function distinctWindows(graph: LayerGraph, { ruleOf }: MapSizes): { window: Window; rule: number }[] {
  const distinct = new Map<string, { window: Window; rule: number }>();
  for (const { node, window } of windowNodes(graph, () => true)) {
    const rule = ruleOf[node.sources[0] ?? -1];
    if (rule === null || rule === undefined) continue;
    distinct.set(`${rule} ${window.kernel} ${window.stride} ${window.padding}`, { window, rule });
  }
  return [...distinct.values()];
}

/** Positions inside the window that lie on a pixel at least once; the others only ever meet padding. */
export function usedPositions(size: number, window: Window): number {
  const { kernel, stride, padding } = window;
  const count = sizeAfter(size, window);
  let used = 0;
  for (let position = 0; position < kernel; position++) {
    // The i-th window has this position at pixel i * stride - padding + position.
    const first = Math.max(0, Math.ceil((padding - position) / stride));
    if (first < count && first * stride - padding + position < size) used += 1;
  }
  return used;
}

/** Pixels at the far end that the last window doesn't reach. */
export function unreached(size: number, window: Window): number {
  const end = (sizeAfter(size, window) - 1) * window.stride - window.padding + window.kernel;
  return Math.max(0, size - end);
}
