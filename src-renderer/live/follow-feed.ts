/** One subscription to the host's feed that outlives lost connections: it asks again for what came after the last event. */
import type { FeedMessage } from "../../src-main/common/contract/host";
import type { StoredEvent } from "../../src-main/common/run/events";

export type FeedState = "connecting" | "live" | "lost";

export interface FollowOptions {
  /** Opens the host's feed. */
  open: (after: number, signal: AbortSignal) => Promise<AsyncIterable<FeedMessage>>;
  /** The last event the reader has. */
  after: number;
  /** Gets every event once, in order. */
  onEvents: (events: readonly StoredEvent[]) => void;
  onState?: (state: FeedState) => void;
  signal: AbortSignal;
  /** Waits before the nth attempt in a row, and ends early on abort. */
  pause?: (attempt: number, signal: AbortSignal) => Promise<void>;
}

/** Ends when the signal aborts, never by an error of the connection. */
export async function followFeed(options: FollowOptions): Promise<void> {
  const { open, onEvents, onState, signal, pause = backOff } = options;
  let seq = options.after;
  let failures = 0;
  while (!signal.aborted) {
    try {
      onState?.(failures === 0 ? "connecting" : "lost");
      const messages = await open(seq, signal);
      onState?.("live");
      for await (const { events } of messages) {
        failures = 0;
        const fresh = events.filter((event) => event.seq > seq);
        seq = fresh[fresh.length - 1]?.seq ?? seq;
        if (fresh.length > 0) deliver(fresh);
      }
    } catch {
      // Lost, refused or ended: the state says so, and the next round asks again.
    }
    if (signal.aborted) return;
    failures += 1;
    onState?.("lost");
    await pause(failures, signal);
  }

  /** A reader's own mistake must not pass for a lost connection: it is thrown where the page's errors are caught. */
  function deliver(events: readonly StoredEvent[]): void {
    try {
      onEvents(events);
    } catch (mistake) {
      queueMicrotask(() => {
        throw mistake;
      });
    }
  }
}

/** 0.25 s, doubling up to 5 s. */
function backOff(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, Math.min(5000, 250 * 2 ** (attempt - 1)));
    signal.addEventListener("abort", done, { once: true });
  });
}
