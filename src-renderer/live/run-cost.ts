import { type Analysis, analyse } from "../../src-main/common/arch/analysis";
import type { ArchSpec } from "../../src-main/common/arch/spec";

const known = new WeakMap<ArchSpec, Pick<Analysis, "params" | "macs">>();

/** Parameters, and multiply-accumulates of one image; computed once per architecture that is held somewhere. */
export function costOf(spec: ArchSpec): Pick<Analysis, "params" | "macs"> {
  const found = known.get(spec);
  if (found) return found;
  const { params, macs } = analyse(spec);
  known.set(spec, { params, macs });
  return { params, macs };
}
