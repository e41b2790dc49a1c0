/** How the maps' sizes along one side follow from the image's: the rules alone, so that many sizes are tried in no time. */
import type { LayerGraph, LayerNode } from "../layer-graph";

export interface Window {
  kernel: number;
  stride: number;
  padding: number;
}

/** floor((n + 2 padding - kernel) / stride) + 1 of another map's n. */
export interface SizeRule extends Window {
  from: number;
}

export interface MapSizes {
  /** Rule 0 is the image itself. Layers whose maps always have the same size share a rule. */
  rules: readonly SizeRule[];
  /** Each node's rule, by its place in the graph; null once it has no map. */
  ruleOf: readonly (number | null)[];
}

export function mapSizesOf({ nodes }: LayerGraph): MapSizes {
  const rules: SizeRule[] = [{ from: 0, kernel: 1, stride: 1, padding: 0 }];
  const known = new Map<string, number>();
  const ruleOf: (number | null)[] = [];
  for (const node of nodes) {
    const from = node.kind === "input" ? 0 : (ruleOf[node.sources[0] ?? -1] ?? null);
    if (from === null || node.output.length < 3 || node.kind === "adaptiveAveragePool") {
      ruleOf.push(null);
      continue;
    }
    const window = windowOf(node);
    if (!window || keepsSize(window)) {
      ruleOf.push(from);
      continue;
    }
    const key = `${from} ${window.kernel} ${window.stride} ${window.padding}`;
    const rule = known.get(key) ?? rules.push({ from, ...window }) - 1;
    known.set(key, rule);
    ruleOf.push(rule);
  }
  return { rules, ruleOf };
}

/** The size of each rule's map for an image of `size` pixels along this side. */
export function sizesFor({ rules }: MapSizes, size: number): number[] {
  const sizes = [size];
  for (let i = 1; i < rules.length; i++) {
    const rule = rules[i];
    if (rule) sizes.push(sizeAfter(sizes[rule.from] ?? 0, rule));
  }
  return sizes;
}

export function sizeAfter(size: number, { kernel, stride, padding }: Window): number {
  return Math.floor((size + 2 * padding - kernel) / stride) + 1;
}

function keepsSize({ kernel, stride, padding }: Window): boolean {
  return stride === 1 && 2 * padding === kernel - 1;
}

/** The window that slides over the map; an average pool without lost pixels has the size of 1x1 windows. */
export function windowOf(node: LayerNode): Window | null {
  switch (node.kind) {
    case "conv2d":
    case "maxPool": {
      const { kernel, stride, padding } = node.attributes;
      return { kernel, stride, padding };
    }
    case "averagePool":
    case "padShortcut":
      return { kernel: 1, stride: node.attributes.stride, padding: 0 };
    default:
      return null;
  }
}
