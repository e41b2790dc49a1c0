const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls back for each request to end, with how many there have been. While it listens, none of them ends the process by
 * itself.
 * @returns Stops listening.
 */
export function onEndSignals(listener: (times: number) => void): () => void {
  let times = 0;
  const count = () => {
    times += 1;
    listener(times);
  };
  for (const signal of END_SIGNALS) process.on(signal, count);
  return () => {
    for (const signal of END_SIGNALS) process.off(signal, count);
  };
}
