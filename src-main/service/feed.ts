/** The live feed: what is stored, then what comes, in order, without gap or repetition. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FeedMessage } from "../common/contract/host";
import type { Store } from "../store";
import type { Bus } from "./bus";

/** At most 30 messages a second to each subscriber; what happens meanwhile goes into the next one. */
const MESSAGE_INTERVAL = 1000 / 30;

export interface FeedMessageAt {
  message: FeedMessage;
  /** Where a new subscription goes on after this message. */
  seq: number;
}

/**
 * Messages with every event after `after`, until the signal is aborted. The subscriber's place in the log is all the
 * state there is: one that reads slowly finds more in its next message, and nothing queues up for it.
 */
export async function* feed(
  store: Store,
  bus: Bus,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<FeedMessageAt, void> {
  let seq = after;
  while (!signal.aborted) {
    const page = store.eventsAfter(seq);
    const moved = page.next !== seq;
    seq = page.next;
    if (page.events.length > 0) {
      yield { message: { events: page.events }, seq };
      await sleep(MESSAGE_INTERVAL, undefined, { signal }).catch(() => undefined);
    } else if (!moved) {
      // Nothing awaits between the read above and this, so no wake-up can fall in between.
      await bus.next(signal);
    }
  }
}
