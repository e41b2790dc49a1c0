/** What the checks look at. */
import type { LayerGraph, LayerNode } from "../layer-graph";
import type { ArchSpec } from "../spec";
import type { Problem } from "./problem";

/** The analysis' numbers that checks speak of; layers in the graph's order. */
export interface Costs {
  params: number;
  /** For one sample. */
  macs: number;
  /** Training's peak for one sample, in bytes. */
  memory: { training: number };
  layers: readonly {
    params: number;
    /** Pixels along one side; null for the whole image. */
    receptiveField: number | null;
  }[];
}

export interface Context {
  spec: ArchSpec;
  graph: LayerGraph;
  costs: Costs;
}

export type Check = (context: Context) => Problem[];

/** The node that the given one reads first. */
export function sourceOf({ nodes }: LayerGraph, { sources }: LayerNode): LayerNode | undefined {
  return nodes[sources[0] ?? -1];
}

/** 64x56x56 */
export function shown(shape: readonly number[]): string {
  return shape.join("x");
}

/** Stage and block of an address, counted from 0; null outside of the blocks. */
export function placeOf(address: string): { stage: number; block: number } | null {
  const match = /^stage(\d+)\/block(\d+)\//.exec(address);
  return match ? { stage: Number(match[1]) - 1, block: Number(match[2]) - 1 } : null;
}
