/**
 * The layer graph: what an ArchSpec unfolds to, and the one thing that analysis, training and export read.
 * Nodes stand in execution order. Addresses (`stage2/block1/conv1`) are stable: checkpoints, diagnostics and the
 * window name layers by them.
 */
import type { Shape, ShortcutPadding } from "./spec";

/** Attributes per layer kind. Adding a kind: one line here, one file in `layers/`, one in `engine/layers/`. */
export interface LayerAttributes {
  input: { shape: Shape };
  conv2d: { filters: number; kernel: number; stride: number; padding: number; groups: number; bias: boolean };
  /** `gamma` is what the scale starts at. */
  batchNorm: { epsilon: number; momentum: number; gamma: 0 | 1 };
  groupNorm: { groups: number; epsilon: number; gamma: 0 | 1 };
  relu: Record<never, never>;
  /** x times the logistic function of x (Swish). */
  silu: Record<never, never>;
  /** x times the normal distribution's share below x, exact. */
  gelu: Record<never, never>;
  sigmoid: Record<never, never>;
  add: Record<never, never>;
  /** Every value times a constant. */
  scale: { factor: number };
  /** A map, and one factor per channel for it. */
  channelScale: Record<never, never>;
  maxPool: { kernel: number; stride: number; padding: number };
  /** Torch's AvgPool2d with ceil_mode and without counting padding: no pixel is lost, edge windows are smaller. */
  averagePool: { kernel: number; stride: number };
  /** Shortcut A: every stride-th pixel, new channels as zeros; `around` puts half of them (rounded down) in front. */
  padShortcut: { channels: number; stride: number; placement: ShortcutPadding };
  globalAveragePool: Record<never, never>;
  /** Torch's AdaptiveAvgPool2d to size x size; VGG's head. */
  adaptiveAveragePool: { size: number };
  flatten: Record<never, never>;
  /** `uniform` is torch's default, +-1/sqrt(fan-in); `normal` has deviation 0.01 and no bias to start with (VGG). */
  linear: { features: number; initializer: "uniform" | "normal" };
  dropout: { rate: number };
  /** Zeroes whole samples with probability `rate` while training and scales the others by 1 / (1 - rate). */
  stochasticDepth: { rate: number };
}

export type LayerKind = keyof LayerAttributes;

export type LayerNode = {
  [K in LayerKind]: {
    /** Stable and unique, slash-separated. */
    address: string;
    /** torchvision's module name, null where torchvision has no module. */
    torchName: string | null;
    kind: K;
    attributes: LayerAttributes[K];
    /** Addresses of the nodes it reads, in order. */
    inputs: readonly string[];
    /** Their places in the graph's list: what is asked of every node follows these and not the addresses. */
    sources: readonly number[];
    /** Channels first, without the batch. */
    output: Shape;
  };
}[LayerKind];

export type LayerNodeOf<K extends LayerKind> = Extract<LayerNode, { kind: K }>;

export interface LayerGraph {
  nodes: readonly LayerNode[];
  /** Address of the node whose output are the logits. */
  output: string;
}

/** How a parameter starts out. `heNormal`: normal with deviation sqrt(2 / fan-out), not truncated (torchvision). */
export type Initializer =
  | { kind: "heNormal"; fanOut: number }
  | { kind: "uniform"; bound: number }
  | { kind: "normal"; deviation: number }
  | { kind: "constant"; value: number };

/** One named array of a layer. `name` is torch's: weight, bias, running_mean, running_var. */
export interface Parameter {
  name: "weight" | "bias" | "running_mean" | "running_var";
  /** In torch's layout: OIHW for convolutions, [out, in] for linear layers. */
  shape: Shape;
  /** False for running statistics: they are state, are not counted as parameters and get no gradient. */
  trainable: boolean;
  initializer: Initializer;
}
