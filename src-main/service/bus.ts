/**
 * Tells readers that there may be something new in the store. It carries no events: whoever wakes up reads on from
 * their own place, so a slow reader costs nothing and nothing can be lost between reading and listening.
 */
export class Bus {
  private readonly sleepers = new Set<() => void>();

  /** To be called after a commit. */
  wake(): void {
    for (const sleeper of [...this.sleepers]) sleeper();
  }

  /** Resolves at the next wake-up, or when the signal is aborted. */
  next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.sleepers.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.sleepers.add(done);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
