import { computed, readonly, shallowRef } from "vue";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { depthOf } from "../../../../src-main/common/arch/depth";
import { type ArchSpec, archSpecSchema } from "../../../../src-main/common/arch/spec";
import { readStored, writeStored } from "../../../ui/storage";

/** What totals compare. */
export interface Totals {
  params: number;
  macs: number;
  depth: number;
  /** Outputs of all layers for one image, in bytes. */
  memory: number;
}

export function totalsOf(spec: ArchSpec, analysis = analyse(spec)): Totals {
  return {
    params: analysis.params,
    macs: analysis.macs,
    depth: depthOf(spec),
    memory: analysis.layers.reduce((sum, layer) => sum + layer.activationBytes, 0),
  };
}

const pinned = shallowRef<ArchSpec | null>(readStored("baseline", archSpecSchema.nullable(), null));
const totals = computed(() => pinned.value && totalsOf(pinned.value));

/** The architecture that costs are compared with. Survives a restart. */
export function useBaseline() {
  return {
    pinned: readonly(pinned),
    totals,
    pin(spec: ArchSpec | null): void {
      pinned.value = spec;
      writeStored("baseline", spec);
    },
  };
}
