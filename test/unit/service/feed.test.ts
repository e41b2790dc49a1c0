import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredEvent } from "../../../src-main/common/run/events";
import { Bus } from "../../../src-main/service/bus";
import { feed } from "../../../src-main/service/feed";
import { ownProcess, type Store } from "../../../src-main/store";
import { points, runConfig, temporaryFolder, temporaryStore } from "../store/helpers";

const owner = ownProcess();
const create = (store: Store) => store.createRun({ name: "a run", config: runConfig(), owner }).id;
const record = (store: Store, id: string, step: number) =>
  store.record(id, { type: "steps", points: points(step, step), imagesPerSecond: 1, elapsed: step });

/** Reads the feed until it has come to `seq`. */
async function readTo(
  store: Store,
  bus: Bus,
  after: number,
  seq: number,
): Promise<{ events: StoredEvent[]; messages: number }> {
  const ended = new AbortController();
  const events: StoredEvent[] = [];
  let messages = 0;
  if (after >= seq) return { events, messages };
  for await (const { message, seq: at } of feed(store, bus, after, ended.signal)) {
    messages += 1;
    events.push(...message.events);
    if (at >= seq) ended.abort();
  }
  return { events, messages };
}

describe("the feed", () => {
  it("hands on every event once and in order, whenever a reader comes, pauses and comes back", async () => {
    const store = temporaryStore();
    const bus = new Bus();
    const id = create(store);
    let step = 0;
    // Each number is a pause of the writer in event-loop turns; each cut ends a subscription at that many messages.
    const plan = fc.record({
      pauses: fc.array(fc.nat(3), { minLength: 1, maxLength: 25 }),
      cuts: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ pauses, cuts }) => {
        const start = store.lastSeq();
        const writing = (async () => {
          for (const pause of pauses) {
            for (let turn = 0; turn < pause; turn++) await new Promise((resolve) => setImmediate(resolve));
            record(store, id, ++step);
            bus.wake();
          }
        })();
        const seen: StoredEvent[] = [];
        let at = start;
        for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
          const ended = new AbortController();
          let messages = 0;
          if (at >= start + pauses.length) break;
          for await (const { message, seq } of feed(store, bus, at, ended.signal)) {
            seen.push(...message.events);
            at = seq;
            messages += 1;
            if (messages >= cut || at >= start + pauses.length) ended.abort();
          }
        }
        await writing;
        expect(seen.map(({ seq }) => seq)).toEqual(pauses.map((_, index) => start + index + 1));
      }),
      { numRuns: 25 },
    );
  });

  it("puts what happens at once into few messages", async () => {
    const store = temporaryStore();
    const id = create(store);
    for (let step = 1; step <= 200; step++) record(store, id, step);
    const { events, messages } = await readTo(store, new Bus(), 0, store.lastSeq());
    expect(events).toHaveLength(201);
    expect(messages).toBe(1);
  });

  it("keeps nothing for a slow reader: what it missed is in its next message", async () => {
    const store = temporaryStore();
    const bus = new Bus();
    const id = create(store);
    const ended = new AbortController();
    const reader = feed(store, bus, 0, ended.signal);
    await reader.next();
    for (let step = 1; step <= 300; step++) {
      record(store, id, step);
      bus.wake();
    }
    const { value } = await reader.next();
    expect(value?.message.events).toHaveLength(300);
    ended.abort();
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });

  it("tells of a write by another process once it is woken", async () => {
    const dir = temporaryFolder();
    const [ours, theirs] = [temporaryStore(dir), temporaryStore(dir)];
    const bus = new Bus();
    const reading = readTo(ours, bus, 0, 1);
    create(theirs);
    bus.wake();
    expect((await reading).events.map(({ event }) => event)).toEqual([{ type: "state", state: "queued" }]);
  });

  it("leaves no listener behind when it ends while waiting", async () => {
    const store = temporaryStore();
    const ended = new AbortController();
    const reader = feed(store, new Bus(), 0, ended.signal);
    const waiting = reader.next();
    ended.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
