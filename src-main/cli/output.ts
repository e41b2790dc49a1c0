/** What is printed where: results on stdout, words for people on stderr. */
import { printable } from "../common/preview";

export { type Align, bytes, count, percent, table } from "../common/text";

/**
 * Prints one JSON object as a line. Numbers that JSON has no word for become null. JSON leaves some control characters as
 * they are; escaped they mean the same.
 */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

export function print(text: string): void {
  process.stdout.write(printable(`${text}\n`));
}

/** A line on stderr. */
export function tell(text: string): void {
  process.stderr.write(printable(`${text}\n`));
}

/** Four significant digits; a loss that is no number is said so. */
export function loss(value: number | null): string {
  return value === null ? "not finite" : value.toPrecision(4);
}

/** 1:02:03, or 2:03 below an hour. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
