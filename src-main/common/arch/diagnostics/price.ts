/** What a repair costs or saves. */
import { type Analysis, analyse } from "../analysis";
import type { Fix } from "./problem";

/** After minus before, so that a saving is negative. */
export interface Price {
  params: number;
  /** For one sample. */
  macs: number;
  /** Training's peak for one sample, in bytes. */
  memory: number;
}

/** The repaired architecture against the one that has the problem. */
export function price(before: Analysis, fix: Fix): Price {
  const after = analyse(fix.spec);
  return {
    params: after.params - before.params,
    macs: after.macs - before.macs,
    memory: after.memory.training - before.memory.training,
  };
}
