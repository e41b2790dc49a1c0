import type { Ref } from "../graph/graph-writer";
import type { Variable } from "../variables";

/** The updates of one step to wait for, and the arrays that the rule keeps from step to step. */
export interface WrittenOptimizer {
  updates: Ref[];
  slots: Variable[];
}
