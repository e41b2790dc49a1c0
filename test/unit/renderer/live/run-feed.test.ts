import { describe, expect, it } from "vitest";
import type { FeedMessage, RunSummary } from "../../../../src-main/common/contract/host";
import type { StoredEvent } from "../../../../src-main/common/run/events";
import { listState, type RunListState } from "../../../../src-renderer/live/fold";
import type { LoadState } from "../../../../src-renderer/live/load-state";
import { RunFeed } from "../../../../src-renderer/live/run-feed";
import { state, store, summary } from "./builders";

/** A host whose answers and messages the test decides one by one. */
function controlledHost() {
  const lists: ((answer: { runs: RunSummary[]; seq: number } | Error) => void)[] = [];
  let send: (message: FeedMessage) => void = () => {};
  const opened: number[] = [];
  return {
    lists,
    opened,
    send: (...events: StoredEvent[]) => {
      send({ events });
      return settle();
    },
    source: {
      list: () =>
        new Promise<{ runs: RunSummary[]; seq: number }>((resolve, reject) => {
          lists.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
        }),
      async open(after: number, signal: AbortSignal) {
        opened.push(after);
        return (async function* () {
          while (!signal.aborted) yield await new Promise<FeedMessage>((resolve) => (send = resolve));
        })();
      },
    },
  };
}

/** Lets everything that is due happen. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function follow() {
  const host = controlledHost();
  const seen: StoredEvent[] = [];
  let list: RunListState | null = null;
  let load: LoadState | null = null;
  const feed = new RunFeed(host.source, {
    onList: (next) => (list = next),
    onLoad: (next) => (load = next),
    onFeed: () => {},
  });
  feed.subscribe((events) => seen.push(...events));
  return { host, feed, seen, list: () => list as RunListState | null, load: () => load };
}

const events = store(
  ["a", state("starting")],
  ["b", state("queued")],
  ["a", state("running")],
  ["b", state("starting")],
);
const [first, second, third, fourth] = events as [StoredEvent, StoredEvent, StoredEvent, StoredEvent];

describe("RunFeed", () => {
  it("follows on from the list's own place and hands events to its listeners", async () => {
    const { host, feed, seen, list } = follow();
    void feed.start();
    host.lists[0]?.({ runs: [summary("a")], seq: 7 });
    await settle();
    await host.send(first);
    expect(host.opened).toEqual([7]);
    expect(list()?.runs.get("a")?.state).toBe("starting");
    expect(seen).toEqual([first]);
    feed.stop();
  });

  it("asks for the list when a run turns up that was queued elsewhere, and loses nothing meanwhile", async () => {
    const { host, feed, list } = follow();
    void feed.start();
    host.lists[0]?.({ runs: [summary("a")], seq: 7 });
    await settle();
    await host.send(first, second);
    expect(host.lists).toHaveLength(2);
    await host.send(third, fourth);
    expect(host.lists).toHaveLength(2);
    // The answer was written before the last two events.
    host.lists[1]?.({
      runs: [summary("a", { state: "starting" }), summary("b", { queuePosition: 1 })],
      seq: second.seq,
    });
    await settle();
    expect([...(list()?.runs.values() ?? [])].map((run) => run.state)).toEqual(["running", "starting"]);
    expect(list()).toMatchObject({ seq: fourth.seq, strangers: new Set() });
    feed.stop();
  });

  it("says why there is no list, and starts once there is one", async () => {
    const { host, feed, list, load } = follow();
    const ended = feed.start();
    host.lists[0]?.(new Error("no answer"));
    await ended;
    expect(load()).toEqual({ state: "failed", error: { code: "INTERNAL", message: "no answer" } });
    void feed.start();
    host.lists[1]?.({ runs: [], seq: 3 });
    await settle();
    expect(load()).toEqual({ state: "loaded" });
    expect(host.opened).toEqual([3]);
    expect(list()).toEqual(listState({ runs: [], seq: 3 }));
    feed.stop();
  });

  it("forgets a removed run at once", async () => {
    const { host, feed, list } = follow();
    void feed.start();
    host.lists[0]?.({ runs: [summary("a"), summary("b")], seq: 7 });
    await settle();
    feed.forget("a");
    expect([...(list()?.runs.keys() ?? [])]).toEqual(["b"]);
    feed.stop();
  });
});
