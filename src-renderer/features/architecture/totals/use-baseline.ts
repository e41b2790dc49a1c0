import { computed, readonly, shallowRef } from "vue";
import { z } from "zod";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { layerTree } from "../../../../src-main/common/arch/layer-tree";
import { archSpecSchema } from "../../../../src-main/common/arch/spec";
import { readStored, writeStored } from "../../../ui/storage";
import { rowsByKey } from "../model/visible-rows";

/** What costs are compared with: an architecture, under the name of the preset, run or draft that it came from. */
const baselineSchema = z.object({ name: z.string(), spec: archSpecSchema });
export type Baseline = z.infer<typeof baselineSchema>;

const pinned = shallowRef<Baseline | null>(readStored("baseline", baselineSchema.nullable(), null));
const analysis = computed(() => pinned.value && analyse(pinned.value.spec));
const rows = computed(() => analysis.value && rowsByKey(layerTree(analysis.value.layers)));

/** The pinned baseline, one for the whole window. Survives a restart. */
export function useBaseline() {
  return {
    pinned: readonly(pinned),
    /** Null without a baseline. */
    analysis,
    /** Its layers and groups by address. */
    rows,
    pin(baseline: Baseline | null): void {
      pinned.value = baseline;
      writeStored("baseline", baseline);
    },
  };
}
