import { defineStore } from "pinia";
import { shallowRef } from "vue";
import { findPreset } from "../../src-main/common/arch/presets";
import { type ArchSpec, archSpecSchema } from "../../src-main/common/arch/spec";
import { readStored, writeStored } from "../ui/storage";

/** The architecture that was edited last: what "New run" trains, and what the editor opens with. Survives a restart. */
export const useDraftStore = defineStore("draft", () => {
  const spec = shallowRef<ArchSpec>(readStored("draft", archSpecSchema, findPreset("resnet20")));

  function setSpec(next: ArchSpec): void {
    spec.value = next;
    writeStored("draft", next);
  }

  return { spec, setSpec };
});
