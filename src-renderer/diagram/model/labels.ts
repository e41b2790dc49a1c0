/** What stands in a diagram's boxes, after the papers' figures: "3×3 conv, 64, /2". */
import type { LayerNode } from "../../../src-main/common/arch/layer-graph";
import type { Shape } from "../../../src-main/common/arch/spec";
import type { ShortcutStyle } from "./layout";
import type { Group } from "./parts";

/** The words of the reader's language; everything else in a box is numbers and the field's abbreviations. */
export interface Words {
  conv: string;
  maxPool: string;
  averagePool: string;
  pad: string;
  flatten: string;
  dropout: string;
  stochasticDepth: string;
  /** A group's title: "Stage 2", "Block 3", "Blocks 3–36". */
  title(group: Group): string;
  /** "× 3 blocks" */
  blocks(count: number): string;
  /** Of blocks that equal one that is drawn: "34 like block 2". */
  like(run: Group): string;
  /** "3.7M parameters" */
  params(count: number): string;
  /** "3.7M", where there is little room. */
  compact(count: number): string;
  /** Said where a branch ends without being added. */
  unused: string;
  /** What the lines mean. */
  lines: Readonly<Record<ShortcutStyle, string>>;
}

export const shapeText = (shape: Shape) => shape.join("×");

const strideText = (stride: number) => (stride > 1 ? `, /${stride}` : "");
const windowText = (kernel: number) => `${kernel}×${kernel}`;

/** @param brief without the word for a convolution, for the narrow boxes beside a branch */
export function layerLabel(node: LayerNode, words: Words, brief = false): string {
  switch (node.kind) {
    case "input":
      return shapeText(node.output);
    case "conv2d": {
      const { kernel, filters, stride, groups } = node.attributes;
      const name = brief ? windowText(kernel) : `${windowText(kernel)} ${words.conv}`;
      return `${name}, ${filters}${strideText(stride)}${groups > 1 ? `, g${groups}` : ""}`;
    }
    case "batchNorm":
      return "BN";
    case "groupNorm":
      return `GN ${node.attributes.groups}`;
    case "relu":
      return "ReLU";
    case "silu":
      return "SiLU";
    case "gelu":
      return "GELU";
    case "sigmoid":
      return "sigmoid";
    case "add":
    case "channelScale":
      return "";
    case "scale":
      return `× ${node.attributes.factor}`;
    case "maxPool":
      return `${windowText(node.attributes.kernel)} ${words.maxPool}${strideText(node.attributes.stride)}`;
    case "averagePool":
      return `${brief ? "" : `${windowText(node.attributes.kernel)} `}${words.averagePool}${strideText(node.attributes.stride)}`;
    case "padShortcut":
      return `${words.pad}, ${node.attributes.channels}${strideText(node.attributes.stride)}`;
    case "globalAveragePool":
      return words.averagePool;
    case "adaptiveAveragePool":
      return `${words.averagePool}, ${windowText(node.attributes.size)}`;
    case "flatten":
      return words.flatten;
    case "linear":
      return `fc ${node.attributes.features}`;
    case "dropout":
      return `${words.dropout} ${node.attributes.rate}`;
    case "stochasticDepth":
      return `${words.stochasticDepth} ${Number(node.attributes.rate.toFixed(3))}`;
  }
}
