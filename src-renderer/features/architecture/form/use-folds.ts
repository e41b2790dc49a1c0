import { shallowRef } from "vue";
import { z } from "zod";
import { readStored, writeStored } from "../../../ui/storage";

const open = shallowRef<readonly string[]>(readStored("open-form-sections", z.array(z.string()), []));

/** Which parts of the form are open; all start closed, and stay as they are left. */
export function useFolds() {
  return {
    isOpen: (name: string) => open.value.includes(name),
    set(name: string, isOpen: boolean): void {
      if (open.value.includes(name) === isOpen) return;
      open.value = isOpen ? [...open.value, name] : open.value.filter((other) => other !== name);
      writeStored("open-form-sections", open.value);
    },
  };
}
