/** What a diagram is made of, before anything is placed. */
import type { LayerNode } from "../../../src-main/common/arch/layer-graph";
import type { Shape } from "../../../src-main/common/arch/spec";

export interface Leaf {
  kind: "layer";
  /** The layer's address. */
  key: string;
  node: LayerNode;
  params: number;
  macs: number;
  /** True when nothing that the output depends on reads it: a branch that is replaced instead of added to. */
  dead: boolean;
}

export type GroupKind = "stem" | "stage" | "run" | "block" | "head";

export interface Group {
  kind: GroupKind;
  /** The address that its layers share; of a run, its first and last block's: `stage3/block3…block36`. */
  key: string;
  children: readonly Part[];
  /** What its last layer gives. */
  output: Shape;
  params: number;
  macs: number;
  layers: readonly Leaf[];
  /** Residual blocks inside; 1 for a block. */
  blocks: number;
}

export type Part = Leaf | Group;

export const isGroup = (part: Part): part is Group => part.kind !== "layer";
