/** Looks out for what other processes do to the same store: a command line next to a window, or one that was killed. */
import type { Store } from "../store";

/** Milliseconds between looks at whether another process has written; the look itself takes microseconds. */
const LOOK_INTERVAL = 500;
/** Milliseconds between looks at whether the processes of active runs still live: a death leaves no write behind. */
const LEASE_INTERVAL = 3_000;

/** @returns Ends the watch. */
export function watchStore(store: Store, on: { foreignWrite: () => void; leaseCheck: () => void }): () => void {
  let version = store.foreignVersion();
  const look = guarded(() => {
    const current = store.foreignVersion();
    if (current === version) return;
    version = current;
    on.foreignWrite();
  });
  const timers = [setInterval(look, LOOK_INTERVAL), setInterval(guarded(on.leaseCheck), LEASE_INTERVAL)];
  return () => timers.forEach(clearInterval);
}

/** A store that can't be read or written for a moment (disk full, locked) must not end the host; the next look tries again. */
function guarded(work: () => void): () => void {
  return () => {
    try {
      work();
    } catch (thrown) {
      process.stderr.write(`The store could not be looked at: ${String(thrown)}\n`);
    }
  };
}
