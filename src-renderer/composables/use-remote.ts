import { type ShallowRef, shallowRef } from "vue";
import { toErrorData } from "../../src-main/common/errors";
import type { LoadState } from "../live/load-state";

export interface Remote<T> {
  load: Readonly<ShallowRef<LoadState>>;
  /** The latest answer; kept while it is asked for again. */
  data: Readonly<ShallowRef<T | null>>;
  reload(): Promise<void>;
}

/** An answer of the host that is asked for at once and again on demand. */
export function useRemote<T>(ask: () => Promise<T>): Remote<T> {
  const load = shallowRef<LoadState>({ state: "loading" });
  const data = shallowRef<T | null>(null);

  async function reload(): Promise<void> {
    try {
      data.value = await ask();
      load.value = { state: "loaded" };
    } catch (thrown) {
      load.value = { state: "failed", error: toErrorData(thrown) };
    }
  }

  void reload();
  return { load, data, reload };
}
