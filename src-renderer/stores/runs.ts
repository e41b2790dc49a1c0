import { defineStore } from "pinia";
import { computed, shallowRef, watch } from "vue";
import type { RunSummary } from "../../src-main/common/contract/host";
import { isActive } from "../../src-main/common/run/states";
import { useHost } from "../host/use-host";
import { NO_RUNS } from "../live/fold";
import type { LoadState } from "../live/load-state";
import { type EventListener, RunFeed } from "../live/run-feed";

/** All runs, live. The first use subscribes to the host's feed, once for the whole window. */
export const useRunsStore = defineStore("runs", () => {
  const { client, connection } = useHost();
  // Shallow: a hundred thousand fields in proxies would cost more than the charts.
  const list = shallowRef(NO_RUNS);
  const load = shallowRef<LoadState>({ state: "loading" });

  const feed = new RunFeed(
    {
      list: () => client.runs.list(),
      open: (after, signal) => client.feed({ after }, { signal }),
    },
    {
      onList: (next) => {
        list.value = next;
      },
      onLoad: (next) => {
        load.value = next;
      },
      onFeed: () => {},
    },
  );
  void feed.start();
  // A first question that failed is asked again once the host is there.
  watch(connection, (now) => {
    if (now === "online" && load.value.state === "failed") void feed.start();
  });

  const runs = computed<RunSummary[]>(() => [...list.value.runs.values()]);
  return {
    load,
    /** In no order. */
    runs,
    active: computed(() => runs.value.filter((run) => isActive(run.state))),
    queued: computed(() => runs.value.filter((run) => run.state === "queued")),
    byId: (id: string): RunSummary | undefined => list.value.runs.get(id),
    subscribe: (listener: EventListener) => feed.subscribe(listener),
    reload: () => (list.value === NO_RUNS ? feed.start() : feed.refresh()),
    /** The state that follows comes by the feed, so that the window never runs ahead of the host. */
    async stop(id: string): Promise<void> {
      await client.runs.stop({ id });
    },
    async resume(id: string): Promise<void> {
      await client.runs.resume({ id });
    },
    async remove(id: string): Promise<void> {
      await client.runs.remove({ id });
      feed.forget(id);
    },
  };
});
