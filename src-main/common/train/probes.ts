/** What is measured inside a network while it trains, and where: the order in which a probe's values come. */
import type { LayerGraph, LayerNode } from "../arch/layer-graph";
import type { RunConfig } from "./run-config";

/**
 * - residualRatio: norm of the branch over norm of the shortcut at each sum, ‖F(x)‖ / ‖x‖, over the whole batch
 * - activationMean, activationDeviation: of each activation's output
 * - gradientNorm: of each convolution's and linear layer's weight
 * - updateRatio: norm of a step's change over norm of the weight
 * - statisticsGap: mean over channels of |batch mean - running mean| / running deviation, at each batch norm
 */
export const PROBED = [
  "residualRatio",
  "activationMean",
  "activationDeviation",
  "gradientNorm",
  "updateRatio",
  "statisticsGap",
] as const;
export type Probed = (typeof PROBED)[number];

/** Every how many steps a run is probed when its configuration doesn't say. */
export const PROBE_INTERVAL = 50;
/** Networks with more points are probed only when they are asked to be: their graphs are slow to load as it is. */
const MANY_POINTS = 3000;

export interface ProbePoint {
  quantity: Probed;
  /** The layer's address. */
  address: string;
}

/** What a layer is probed for. A squeeze-excitation's inner layers are left out: they see one pixel. */
function probesOf({ kind, address }: LayerNode): readonly Probed[] {
  switch (kind) {
    case "add":
      return ["residualRatio"];
    case "relu":
    case "silu":
    case "gelu":
      return address.includes("/se/") ? [] : ["activationMean", "activationDeviation"];
    case "conv2d":
    case "linear":
      return ["gradientNorm", "updateRatio"];
    case "batchNorm":
      return ["statisticsGap"];
    default:
      return [];
  }
}

export function probeLayout(graph: LayerGraph): ProbePoint[] {
  return graph.nodes.flatMap((node) => probesOf(node).map((quantity) => ({ quantity, address: node.address })));
}

/** Steps between two looks inside a run's network; 0 never looks. */
export function probeIntervalOf({ probeEvery }: Pick<RunConfig, "probeEvery">, graph: LayerGraph): number {
  return probeEvery ?? (probeLayout(graph).length > MANY_POINTS ? 0 : PROBE_INTERVAL);
}
