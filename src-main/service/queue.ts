/** The queue: one active run on each device; when it has ended, however it ended, the next one starts. */
import type { RunRow, Store } from "../store";
import { ownProcess } from "../store";
import type { Bus } from "./bus";

export class Queue {
  private closed = false;

  /**
   * @param start Gives a run that was just claimed its trainer.
   * @param adopt Whether to take over queued runs of processes that are gone; a command line only does its own work.
   */
  constructor(
    private readonly store: Store,
    private readonly bus: Bus,
    private readonly start: (run: RunRow) => void,
    private readonly adopt: boolean,
  ) {}

  /** Starts what can start. */
  advance(): void {
    if (this.closed) return;
    if (this.store.interruptOrphans()) this.bus.wake();
    const claimed = this.store.claim({ owner: ownProcess(), adopt: this.adopt });
    if (claimed.length > 0) this.bus.wake();
    for (const run of claimed) this.start(run);
  }

  close(): void {
    this.closed = true;
  }
}
