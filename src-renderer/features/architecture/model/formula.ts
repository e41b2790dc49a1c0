/** Where a layer's numbers come from, with the layer's own values put in; the window shows them, the tests add them up. */
import type { LayerNode } from "../../../../src-main/common/arch/layer-graph";
import type { Shape } from "../../../../src-main/common/arch/spec";

export type FactorName =
  | "filters"
  | "channels"
  | "channelsPerGroup"
  | "kernelHeight"
  | "kernelWidth"
  | "outputHeight"
  | "outputWidth"
  | "biases"
  | "scaleAndShift"
  | "features"
  | "inputs";

export interface Factor {
  name: FactorName;
  value: number;
}

/** A sum of products: 64 · 3 · 3 · 64, or 1000 · 512 + 1000. */
export interface Formula {
  terms: readonly (readonly Factor[])[];
  result: number;
}

/** floor((size + 2 padding - kernel) / stride) + 1 */
export interface WindowRule {
  size: number;
  padding: number;
  kernel: number;
  stride: number;
  result: number;
}

export interface Explanation {
  /** Null for layers without parameters. */
  params: Formula | null;
  /** Null for layers whose work isn't counted. */
  macs: Formula | null;
  /** Along the height; null for layers that don't slide a window. */
  window: WindowRule | null;
}

/** @param inputs shapes that the node reads, in order. */
export function explain(node: LayerNode, inputs: readonly Shape[]): Explanation {
  const [input = []] = inputs;
  const [channels = 0] = input;
  switch (node.kind) {
    case "conv2d": {
      const { filters, kernel, groups, bias } = node.attributes;
      const weights: Factor[] = [
        { name: "filters", value: filters },
        { name: groups === 1 ? "channels" : "channelsPerGroup", value: channels / groups },
        { name: "kernelHeight", value: kernel },
        { name: "kernelWidth", value: kernel },
      ];
      const [, height = 0, width = 0] = node.output;
      const places: Factor[] = [
        { name: "outputHeight", value: height },
        { name: "outputWidth", value: width },
      ];
      return {
        params: sum(bias ? [weights, [{ name: "biases", value: filters }]] : [weights]),
        macs: sum([[...weights, ...places]]),
        window: windowRule(node.attributes, input, node.output),
      };
    }
    case "batchNorm":
      return {
        params: sum([
          [
            { name: "scaleAndShift", value: 2 },
            { name: "channels", value: channels },
          ],
        ]),
        macs: null,
        window: null,
      };
    case "linear": {
      const weights: Factor[] = [
        { name: "features", value: node.attributes.features },
        { name: "inputs", value: input.reduce((product, size) => product * size, 1) },
      ];
      return {
        params: sum([weights, [{ name: "biases", value: node.attributes.features }]]),
        macs: sum([weights]),
        window: null,
      };
    }
    case "maxPool":
      return { params: null, macs: null, window: windowRule(node.attributes, input, node.output) };
    case "padShortcut":
      return {
        params: null,
        macs: null,
        window: windowRule({ kernel: 1, padding: 0, stride: node.attributes.stride }, input, node.output),
      };
    default:
      return { params: null, macs: null, window: null };
  }
}

function sum(terms: readonly (readonly Factor[])[]): Formula {
  const product = (factors: readonly Factor[]) => factors.reduce((result, factor) => result * factor.value, 1);
  return { terms, result: terms.reduce((result, factors) => result + product(factors), 0) };
}

function windowRule(
  { kernel, stride, padding }: { kernel: number; stride: number; padding: number },
  input: Shape,
  output: Shape,
): WindowRule {
  return { size: input[1] ?? 0, padding, kernel, stride, result: output[1] ?? 0 };
}
