import type { LayerKind } from "../../common/arch/layer-graph";
import { batchNorm } from "./batch-norm";
import { conv2d } from "./conv2d";
import { add, dropout, relu } from "./elementwise";
import type { LayerEmitter } from "./emitter";
import { linear } from "./linear";
import { adaptiveAveragePool, globalAveragePool, maxPool } from "./pooling";
import { flatten, padShortcut } from "./shape-layers";

/** The TensorFlow side of the op table; `input` has no nodes of its own, its value is the normalised batch. */
export const EMITTERS: { readonly [K in Exclude<LayerKind, "input">]: LayerEmitter<K> } = {
  conv2d,
  batchNorm,
  relu,
  add,
  maxPool,
  padShortcut,
  globalAveragePool,
  adaptiveAveragePool,
  flatten,
  linear,
  dropout,
};
