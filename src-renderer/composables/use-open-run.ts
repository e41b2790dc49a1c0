import { computed, onScopeDispose, ref, shallowRef, watch } from "vue";
import type { RunDetail } from "../../src-main/common/contract/host";
import { toErrorData } from "../../src-main/common/errors";
import type { StoredEvent } from "../../src-main/common/run/events";
import { useHost } from "../host/use-host";
import type { LoadState } from "../live/load-state";
import { RunSeries } from "../live/run-series";
import { useRunsStore } from "../stores/runs";

/** A run with its curves, followed live for as long as the calling component lives. @param id may change */
export function useOpenRun(id: () => string) {
  const { client, connection } = useHost();
  const store = useRunsStore();
  const load = shallowRef<LoadState>({ state: "loading" });
  const fetched = shallowRef<RunDetail["summary"] | null>(null);
  /** Typed arrays outside reactivity; `version` counts their growth. */
  const series = shallowRef<RunSeries | null>(null);
  const version = ref(0);
  /** Events that came before the details did. */
  let early: StoredEvent[] = [];

  const unsubscribe = store.subscribe((events) => {
    if (!series.value) {
      early.push(...events);
      return;
    }
    let grown = false;
    for (const event of events) grown = series.value.apply(event) || grown;
    if (grown) version.value += 1;
  });
  onScopeDispose(unsubscribe);

  async function open(): Promise<void> {
    const wanted = id();
    series.value = null;
    fetched.value = null;
    early = [];
    load.value = { state: "loading" };
    try {
      const detail = await client.runs.get({ id: wanted });
      if (wanted !== id()) return;
      const opened = RunSeries.from(detail);
      for (const event of early) opened.apply(event);
      early = [];
      fetched.value = detail.summary;
      series.value = opened;
      load.value = { state: "loaded" };
    } catch (thrown) {
      if (wanted === id()) load.value = { state: "failed", error: toErrorData(thrown) };
    }
  }

  watch(id, open, { immediate: true });
  watch(connection, (now) => {
    if (now === "online" && load.value.state === "failed") void open();
  });

  return {
    load,
    series,
    version,
    /** The live row, or what came with the details while the list is still on its way. */
    summary: computed(() => store.byId(id()) ?? fetched.value),
    reopen: open,
  };
}
