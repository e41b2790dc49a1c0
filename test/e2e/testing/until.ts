const INTERVAL = 50;
const LIMIT = 60_000;

/**
 * Reads again and again until the value is accepted, and gives it.
 * @param what For the error's sentence, which also names the last value.
 * @param within Milliseconds.
 */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  accept: (value: T) => boolean,
  within = LIMIT,
): Promise<T> {
  const deadline = performance.now() + within;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(`Not within ${within} ms: ${what}. The last value was ${JSON.stringify(value)}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}
