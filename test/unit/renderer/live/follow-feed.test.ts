import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../../../src-main/common/run/events";
import { type FeedState, followFeed } from "../../../../src-renderer/live/follow-feed";
import { state, store } from "./builders";

const everything = store(...Array.from({ length: 12 }, () => ["a", state("running")] as const));

/** A host whose connection breaks after each of these many events; a `resend` repeats some of what was sent before. */
function brokenHost(breaks: number[], resend: number, stop: () => void) {
  return async (after: number) => {
    const rest = everything.filter((event) => event.seq > after);
    const again = everything.filter((event) => event.seq <= after).slice(-resend || Infinity);
    const take = breaks.shift();
    if (take === -1) throw new Error("refused");
    return (async function* () {
      yield { events: [...again, ...rest.slice(0, take)] };
      if (take === undefined) return stop();
      throw new Error("connection lost");
    })();
  };
}

async function follow(breaks: number[], resend: number) {
  const seen: StoredEvent[] = [];
  const states: FeedState[] = [];
  const pauses: number[] = [];
  const end = new AbortController();
  await followFeed({
    open: brokenHost(breaks, resend, () => end.abort()),
    after: 0,
    onEvents: (events) => seen.push(...events),
    onState: (to) => states.push(to),
    signal: end.signal,
    pause: async (attempt) => {
      pauses.push(attempt);
    },
  });
  return { seen, states, pauses };
}

describe("followFeed", () => {
  it.each([
    { name: "an unbroken connection", breaks: [], resend: 0 },
    { name: "breaks between events", breaks: [3, 1, 5], resend: 0 },
    { name: "breaks and a host that repeats itself", breaks: [2, 4, 4], resend: 3 },
    { name: "a host that refuses for a while", breaks: [3, -1, -1, 2], resend: 1 },
  ])("hands every event on once, in order: $name", async ({ breaks, resend }) => {
    const { seen } = await follow([...breaks], resend);
    expect(seen).toEqual(everything);
  });

  it("says when it is lost and when it is back, and waits longer each time in a row", async () => {
    const { states, pauses } = await follow([3, -1, -1, 2], 0);
    expect(states.filter((to, index) => to !== states[index - 1])).toEqual([
      "connecting",
      "live",
      "lost",
      "live",
      "lost",
      "live",
    ]);
    expect(pauses).toEqual([1, 2, 3, 1]);
  });

  it("ends when aborted in a pause", async () => {
    const end = new AbortController();
    const ended = followFeed({
      open: async () => {
        setTimeout(() => end.abort());
        throw new Error("refused");
      },
      after: 0,
      onEvents: () => {},
      signal: end.signal,
    });
    await expect(ended).resolves.toBeUndefined();
  });
});
