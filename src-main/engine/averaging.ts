/** Moving averages of weights (Polyak and Juditsky 1992): a second set of arrays, which is what gets scored and saved. */
import { FLOAT } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";
import type { NetworkArrays } from "./passes";

/**
 * average += (1 - decay) (value - average), for parameters and running statistics alike, with the values after `updates`.
 * @returns what to wait for
 */
export function writeAverages(
  graph: GraphWriter,
  trained: NetworkArrays,
  averages: NetworkArrays,
  decay: number,
  updates: readonly Ref[],
): Ref[] {
  const before = updates.map((ref) => `^${ref}`);
  return graph.within("average", () =>
    [...trained].flatMap(([address, arrays]) =>
      [...arrays].map(([name, { variable }]) => {
        const average = averages.get(address)?.get(name)?.variable;
        if (!average) throw new Error(`${variable.name} has no average.`);
        const value = graph.op("ReadVariableOp", [variable.handle, ...before], { dtype: FLOAT });
        const difference = graph.op("Sub", [value, average.value], { T: FLOAT });
        const step = graph.op("Mul", [difference, graph.float(1 - decay)], { T: FLOAT });
        return graph.op("AssignAddVariableOp", [average.handle, step], { dtype: FLOAT });
      }),
    ),
  );
}
