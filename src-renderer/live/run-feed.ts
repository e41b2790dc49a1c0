/**
 * The window's one live picture of all runs: the list as the host last gave it, and every event since, folded in. Knows
 * nothing of Vue; stores/runs.ts puts it on screen.
 */
import type { FeedMessage, RunSummary } from "../../src-main/common/contract/host";
import { toErrorData } from "../../src-main/common/errors";
import type { StoredEvent } from "../../src-main/common/run/events";
import { foldEvents, listState, NO_RUNS, type RunListState } from "./fold";
import { type FeedState, followFeed } from "./follow-feed";
import type { LoadState } from "./load-state";

/** What it needs of the host. */
export interface FeedSource {
  list(): Promise<{ runs: RunSummary[]; seq: number }>;
  open(after: number, signal: AbortSignal): Promise<AsyncIterable<FeedMessage>>;
}

export interface RunFeedEvents {
  onList: (list: RunListState) => void;
  onLoad: (load: LoadState) => void;
  onFeed: (state: FeedState) => void;
}

export type EventListener = (events: readonly StoredEvent[]) => void;

export class RunFeed {
  private readonly source: FeedSource;
  private readonly events: RunFeedEvents;
  private readonly listeners = new Set<EventListener>();
  private readonly end = new AbortController();
  private list = NO_RUNS;
  /** Events that came while the list was being asked for; null while it isn't. */
  private meanwhile: StoredEvent[] | null = null;

  constructor(source: FeedSource, events: RunFeedEvents) {
    this.source = source;
    this.events = events;
  }

  /** Fetches the list, then follows until `stop`. A host that doesn't answer is asked again by `start`. */
  async start(): Promise<void> {
    await this.refresh();
    if (this.end.signal.aborted || this.list === NO_RUNS) return;
    await followFeed({
      open: (after, signal) => this.source.open(after, signal),
      after: this.list.seq,
      onEvents: (events) => this.take(events),
      onState: this.events.onFeed,
      signal: this.end.signal,
    });
  }

  stop(): void {
    this.end.abort();
  }

  /** Hears every event after this moment once, in order. Returns the way to stop. */
  subscribe(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Asks for the whole list again; what happens meanwhile is folded onto the answer. */
  async refresh(): Promise<void> {
    if (this.meanwhile) return;
    this.meanwhile = [];
    try {
      const answer = listState(await this.source.list());
      const meanwhile = this.meanwhile;
      this.meanwhile = null;
      this.set(foldEvents(answer, meanwhile));
      this.events.onLoad({ state: "loaded" });
    } catch (thrown) {
      this.meanwhile = null;
      this.events.onLoad({ state: "failed", error: toErrorData(thrown) });
    }
  }

  /** A run that was removed on the host. */
  forget(id: string): void {
    const runs = new Map(this.list.runs);
    runs.delete(id);
    this.set({ ...this.list, runs });
  }

  private take(events: readonly StoredEvent[]): void {
    this.meanwhile?.push(...events);
    this.set(foldEvents(this.list, events));
    for (const listener of this.listeners) listener(events);
  }

  private set(list: RunListState): void {
    if (list === this.list) return;
    this.list = list;
    this.events.onList(list);
    // Runs that were queued elsewhere: their summaries can only come from the host.
    if (list.strangers.size > 0) void this.refresh();
  }
}
