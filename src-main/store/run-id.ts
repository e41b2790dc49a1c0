import { randomInt } from "node:crypto";

/** Without look-alikes and vowels, in one case, so that ids are safe on case-insensitive file systems and spell nothing. */
const ALPHABET = "23456789bcdfghjkmnpqrstvwxz";
const SUFFIX = 4;

/**
 * A run's id, such as 20261124-103015-k3f9: UTC time to the second, so that folders sort by age, and a random ending
 * for runs of the same second. Only for people to read; the order of runs comes from the event sequence.
 */
export function newRunId(now: Date = new Date()): string {
  const [date = "", time = ""] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").split("T");
  const suffix = Array.from({ length: SUFFIX }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${date}-${time}-${suffix}`;
}
