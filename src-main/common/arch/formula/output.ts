/** Each axis of a layer's output as arithmetic over its input's axes. */
import type { LayerNode } from "../layer-graph";
import type { Shape } from "../spec";
import { ceiling, difference, type Expression, type Factor, factor, floor, product, quotient, sum } from "./expression";

/** A shape's sizes by name: channels, height, width of a map, features of a vector. */
export function axesOf(shape: Shape): Factor[] {
  if (shape.length === 1) return [factor("features", shape[0] ?? 0)];
  return shape.map((size, axis) => factor(axis === 0 ? "channels" : axis === 1 ? "height" : "width", size));
}

export function outputAxes(node: LayerNode, [input = []]: readonly Shape[]): Expression[] {
  const [channels = factor("channels", 0), ...sides] = axesOf(input);
  switch (node.kind) {
    case "input":
      return axesOf(node.attributes.shape);
    case "conv2d": {
      const { filters } = node.attributes;
      return [factor("filters", filters), ...sides.map((side) => slid(side, node.attributes))];
    }
    case "maxPool":
      return [channels, ...sides.map((side) => slid(side, node.attributes))];
    case "averagePool": {
      const stride = factor("stride", node.attributes.stride);
      return [channels, ...sides.map((side) => ceiling(quotient(side, stride)))];
    }
    case "padShortcut": {
      const window = { kernel: 1, padding: 0, stride: node.attributes.stride };
      return [factor("channelsOut", node.attributes.channels), ...sides.map((side) => slid(side, window))];
    }
    case "globalAveragePool":
      return [channels, factor("size", 1), factor("size", 1)];
    case "adaptiveAveragePool":
      return [channels, factor("size", node.attributes.size), factor("size", node.attributes.size)];
    case "flatten":
      return [product(channels, ...sides)];
    case "linear":
      return [factor("features", node.attributes.features)];
    default:
      return axesOf(input);
  }
}

/** floor((size + 2 padding - kernel) / stride) + 1 */
function slid(
  side: Factor,
  { kernel, padding, stride }: { kernel: number; padding: number; stride: number },
): Expression {
  const padded = padding === 0 ? side : sum(side, product(factor("constant", 2), factor("padding", padding)));
  const steps = quotient(difference(padded, factor("kernel", kernel)), factor("stride", stride));
  return sum(floor(steps), factor("constant", 1));
}
