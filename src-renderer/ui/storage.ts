/** Small preferences that survive a restart. A browser that refuses storage costs the memory, never the page. */
import type { z } from "zod";

const PREFIX = "residua.";

/** What was kept under the key, or the fallback when there is nothing that the schema accepts. */
export function readStored<T>(key: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key);
    if (text === null) return fallback;
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or refused: the preference lasts until the page closes.
  }
}
