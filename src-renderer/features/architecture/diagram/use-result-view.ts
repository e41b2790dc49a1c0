import { computed, onBeforeUnmount, ref } from "vue";
import { z } from "zod";
import { readStored, writeStored } from "../../../ui/storage";

export const RESULT_VIEWS = ["table", "diagram", "both"] as const;
export type ResultView = (typeof RESULT_VIEWS)[number];

/** Table and diagram side by side need a window of this width. */
const WIDE = "(min-width: 1600px)";

/** Whether the layers are shown as a table, as a diagram or, where there is room, as both. Survives a restart. */
export function useResultView() {
  const media = window.matchMedia(WIDE);
  const wide = ref(media.matches);
  const follow = (event: MediaQueryListEvent) => {
    wide.value = event.matches;
  };
  media.addEventListener("change", follow);
  onBeforeUnmount(() => media.removeEventListener("change", follow));

  const wished = ref<ResultView>(readStored("resultView", z.enum(RESULT_VIEWS), "table"));
  return {
    choices: computed(() => RESULT_VIEWS.filter((choice) => wide.value || choice !== "both")),
    view: computed<ResultView>({
      get: () => (wished.value === "both" && !wide.value ? "diagram" : wished.value),
      set: (chosen) => {
        wished.value = chosen;
        writeStored("resultView", chosen);
      },
    }),
  };
}
