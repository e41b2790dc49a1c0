import type { LayerKind } from "../../src-main/common/arch/layer-graph";

/** The token that says a layer's kind, in lists and drawings alike. */
export const KIND_COLORS: Readonly<Record<LayerKind, `--${string}`>> = {
  input: "--ink-faint",
  conv2d: "--kind-conv",
  batchNorm: "--kind-norm",
  groupNorm: "--kind-norm",
  relu: "--kind-activation",
  silu: "--kind-activation",
  gelu: "--kind-activation",
  sigmoid: "--kind-activation",
  scale: "--kind-add",
  channelScale: "--kind-activation",
  add: "--kind-add",
  maxPool: "--kind-pool",
  padShortcut: "--kind-add",
  globalAveragePool: "--kind-pool",
  adaptiveAveragePool: "--kind-pool",
  flatten: "--ink-faint",
  linear: "--kind-linear",
  dropout: "--kind-activation",
  averagePool: "--kind-pool",
  stochasticDepth: "--kind-activation",
};
