import type { LayerKind } from "../../common/arch/layer-graph";
import { gelu, relu, sigmoid, silu } from "./activations";
import { conv2d } from "./conv2d";
import { add, channelScale, scale } from "./elementwise";
import type { LayerEmitter } from "./emitter";
import { linear } from "./linear";
import { batchNorm, groupNorm } from "./norms";
import { adaptiveAveragePool, averagePool, globalAveragePool, maxPool } from "./pooling";
import { dropout, stochasticDepth } from "./random";
import { flatten, padShortcut } from "./shape-layers";

/** The TensorFlow side of the op table; `input` has no nodes of its own, its value is the normalised batch. */
export const EMITTERS: { readonly [K in Exclude<LayerKind, "input">]: LayerEmitter<K> } = {
  conv2d,
  batchNorm,
  groupNorm,
  relu,
  silu,
  gelu,
  sigmoid,
  add,
  scale,
  channelScale,
  maxPool,
  averagePool,
  padShortcut,
  globalAveragePool,
  adaptiveAveragePool,
  flatten,
  linear,
  dropout,
  stochasticDepth,
};
