/** How far a number is from the baseline's, in words that don't need their colour. */
import type { Formatters } from "./format";

export interface Difference {
  text: string;
  direction: "more" | "less" | "same";
}

export type Quantity = "count" | "bytes";

/** "+4.2M +18%"; small numbers in full, since "2.752K" would save nothing. */
export function differenceOf(
  now: number,
  before: number,
  quantity: Quantity,
  format: Formatters,
  same: string,
): Difference {
  const change = now - before;
  if (change === 0) return { text: same, direction: "same" };
  const share = before === 0 ? "" : ` ${signedShare(change / before, format)}`;
  return { text: `${signed(change, quantity, format)}${share}`, direction: change > 0 ? "more" : "less" };
}

/** Of ten percent and more without a digit after the point. */
function signedShare(share: number, format: Formatters): string {
  const size = Math.abs(share);
  return `${share > 0 ? "+" : "−"}${format.percent(size, size < 0.0995 ? 1 : 0)}`;
}

/** With its sign, a minus being as wide as a plus. */
export function signed(change: number, quantity: Quantity, format: Formatters): string {
  const size = Math.abs(change);
  const text = quantity === "bytes" ? format.bytes(size) : size < 100_000 ? format.integer(size) : format.compact(size);
  return `${change > 0 ? "+" : "−"}${text}`;
}
