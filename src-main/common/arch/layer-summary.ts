import type { LayerNode } from "./layer-graph";

/** A layer's kind with what sets it apart, in the papers' short form: `conv2d 3x3/2`, `dropout 0.5`. */
export function layerSummary(node: LayerNode): string {
  switch (node.kind) {
    case "conv2d": {
      const { kernel, stride, padding, groups } = node.attributes;
      // Padding that keeps the map's size is what anyone expects.
      const odd = 2 * padding === kernel - 1 ? "" : ` padding ${padding}`;
      return `conv2d ${window(kernel, stride)}${groups === 1 ? "" : ` in ${groups} groups`}${odd}`;
    }
    case "maxPool":
    case "averagePool":
      return `${node.kind} ${window(node.attributes.kernel, node.attributes.stride)}`;
    case "padShortcut":
      return node.attributes.stride === 1 ? node.kind : `${node.kind} /${node.attributes.stride}`;
    case "groupNorm":
      return `${node.kind} of ${node.attributes.groups}`;
    case "scale":
      return `${node.kind} ${round(node.attributes.factor)}`;
    case "dropout":
    case "stochasticDepth":
      return `${node.kind} ${round(node.attributes.rate)}`;
    default:
      return node.kind;
  }
}

function window(kernel: number, stride: number): string {
  return `${kernel}x${kernel}${stride === 1 ? "" : `/${stride}`}`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
