import { ref, watch } from "vue";
import { useRoute, useRouter } from "vue-router";
import { z } from "zod";
import { toErrorData } from "../../../src-main/common/errors";
import { useText } from "../../locales/use-text";
import { readStored, writeStored } from "../../ui/storage";
import { PAPERS_NETS, readNets } from "./nets";

/** The names of the networks: from the address, else those of the last time, else the paper's. */
export function useNets() {
  const { t } = useText();
  const route = useRoute();
  const router = useRouter();
  const fault = ref<string | null>(null);

  /** What has to be read again may have been written by an older version. */
  function read(text: string): string[] {
    try {
      fault.value = null;
      return readNets(text);
    } catch (thrown) {
      fault.value = t("diagram.sideBySide.badLink", { reason: toErrorData(thrown).message });
      return [...PAPERS_NETS];
    }
  }

  const asked = () => (typeof route.query.nets === "string" ? route.query.nets : null);
  const names = ref(read(asked() ?? readStored("sideBySide", z.string(), PAPERS_NETS.join())));

  watch(
    () => names.value.join(),
    (text) => {
      writeStored("sideBySide", text);
      if (asked() !== text) void router.replace({ query: { nets: text } });
    },
    { immediate: true },
  );
  watch(asked, (text) => {
    if (route.name === "side-by-side" && text !== null && text !== names.value.join()) names.value = read(text);
  });
  return { names, fault };
}
