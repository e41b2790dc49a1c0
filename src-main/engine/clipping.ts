import { FLOAT, INT32 } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";
import type { ParameterGradient } from "./variables";

/**
 * Scales all gradients by min(1, limit / norm), the norm being that of all of them together, as torch's
 * clip_grad_norm_ does (its 1e-6 in the divisor included).
 */
export function writeClipping(
  graph: GraphWriter,
  gradients: readonly ParameterGradient[],
  limit: number | undefined,
): readonly ParameterGradient[] {
  if (limit === undefined) return gradients;
  // L2Loss is half the sum of squares.
  const halves = gradients.map(({ gradient }) => graph.op("L2Loss", [gradient], { T: FLOAT }));
  const packed = graph.op("Pack", halves, { T: FLOAT, N: { int: halves.length }, axis: { int: 0 } });
  const half = graph.op("Sum", [packed, graph.int([0])], { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } });
  const norm = graph.op("Sqrt", [graph.op("Mul", [half, graph.float(2)], { T: FLOAT })], { T: FLOAT });
  const above = graph.op("AddV2", [norm, graph.float(1e-6)], { T: FLOAT });
  const share = graph.op("RealDiv", [graph.float(limit), above], { T: FLOAT });
  const factor = graph.op("Minimum", [share, graph.float(1)], { T: FLOAT });
  const scaled = (gradient: Ref) => graph.op("Mul", [gradient, factor], { T: FLOAT });
  return gradients.map(({ variable, gradient }) => ({ variable, gradient: scaled(gradient) }));
}
