import { FLOAT } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";
import { declareVariable, type ParameterGradient, type Variable } from "./variables";

export interface Accumulation {
  /** For the optimizer: the mean over all parts of the batch. */
  gradients: readonly ParameterGradient[];
  /** Adds this part's gradients to the sums; empty without accumulation. */
  add: readonly Ref[];
  sums: readonly Variable[];
  /** Empties the sums once `after` has run. */
  clear(after: readonly Ref[]): Ref[];
}

/**
 * Gradients averaged over the parts of a batch: sums of all but the last part are kept in variables. They are empty
 * between steps, so no checkpoint holds them.
 * @param count parts, of equal size
 */
export function writeAccumulation(
  graph: GraphWriter,
  gradients: readonly ParameterGradient[],
  count = 1,
): Accumulation {
  if (count === 1) return { gradients, add: [], sums: [], clear: () => [] };
  return graph.within("accumulate", () => {
    const sums = gradients.map(({ variable }) =>
      declareVariable(graph, `${variable.name}.gradient_sum`, variable.shape),
    );
    const sumOf = (i: number) => sums[i] ?? missing();
    return {
      gradients: gradients.map(({ variable, gradient }, i) => {
        const total = graph.op("AddV2", [sumOf(i).value, gradient], { T: FLOAT });
        return { variable, gradient: graph.op("Mul", [total, graph.float(1 / count)], { T: FLOAT }) };
      }),
      add: gradients.map(({ gradient }, i) =>
        graph.op("AssignAddVariableOp", [sumOf(i).handle, gradient], { dtype: FLOAT }),
      ),
      sums,
      clear: (after) =>
        sums.map(({ handle, value }) => {
          const zeros = graph.op("ZerosLike", [value, ...after.map((ref) => `^${ref}`)], { T: FLOAT });
          return graph.op("AssignVariableOp", [handle, zeros], { dtype: FLOAT });
        }),
    };
  });
}

function missing(): never {
  throw new Error("Every gradient has a sum.");
}
