import { computed, shallowRef } from "vue";
import { z } from "zod";
import { OPTIMIZER_SLOTS, usualBatch } from "../../../../src-main/common/arch/memory-plan";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";
import { readStored, writeStored } from "../../../ui/storage";

export type PlannedOptimizer = keyof typeof OPTIMIZER_SLOTS;
export const PLANNED_OPTIMIZERS = Object.keys(OPTIMIZER_SLOTS) as PlannedOptimizer[];

/** Images; the largest that a run may have. */
export const MAX_BATCH = 65_536;
const batchSchema = z.int().min(1).max(MAX_BATCH);

const chosenBatch = shallowRef(readStored("plan.batch", batchSchema.nullable(), null));
const optimizer = shallowRef(
  readStored("plan.optimizer", z.enum(Object.keys(OPTIMIZER_SLOTS) as [PlannedOptimizer]), "momentum"),
);

/** What the memory plan is made for. Survives a restart. */
export function usePlanOptions(spec: () => ArchSpec) {
  const batch = computed(() => chosenBatch.value ?? usualBatch(spec().input));
  return {
    /** As chosen, else the usual one for the size of the images. */
    batch,
    optimizer: computed({
      get: () => optimizer.value,
      set(next: PlannedOptimizer) {
        optimizer.value = next;
        writeStored("plan.optimizer", next);
      },
    }),
    options: computed(() => ({ batch: batch.value, optimizerSlots: OPTIMIZER_SLOTS[optimizer.value] })),
    /** @returns false when it is no batch size, and the one before stays; null goes back to the usual one. */
    setBatch(next: number | null): boolean {
      if (next !== null && !batchSchema.safeParse(next).success) return false;
      chosenBatch.value = next;
      writeStored("plan.batch", next);
      return true;
    },
  };
}

export type PlanOptionsState = ReturnType<typeof usePlanOptions>;
