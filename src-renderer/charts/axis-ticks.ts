/** Round places on an axis of numbers or of time. */

/** What an axis counts: anything, whole things only, or seconds. */
export type AxisKind = "number" | "whole" | "time";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps in which people count time; beyond a day, and below a second, as other numbers. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE].concat(
  [1, 2, 3, 6, 12].map((hours) => hours * HOUR),
);

/** Multiples of a round step between min and max, at most `count` of them where that leaves any. */
export function axisTicks(min: number, max: number, count: number, kind: AxisKind): number[] {
  if (!(max > min)) return [min];
  const step = roundStep((max - min) / Math.max(1, count), kind);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  // By index, not by adding up, so that binary rounding can't grow.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(15)),
  );
}

/** The smallest round step that is no smaller than wanted. */
function roundStep(wanted: number, kind: AxisKind): number {
  if (kind === "whole") return Math.max(1, decimalStep(wanted));
  if (kind === "number" || wanted < 1) return decimalStep(wanted);
  return TIME_STEPS.find((step) => step >= wanted) ?? DAY * Math.max(1, decimalStep(wanted / DAY));
}

/** 1, 2 or 5 times a power of ten. */
function decimalStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted * (1 - 1e-9)) ?? 10;
  return digit * power;
}

/** Share of its largest value that a linear axis spans at least. */
const NARROW = 0.02;

/** A range too narrow for its numbers to differ in three digits, such as a cosine's first steps, begins at zero. */
export function widenNarrow(scale: { min: number; max: number }): void {
  if (scale.min > 0 && scale.max - scale.min < NARROW * scale.max) scale.min = 0;
}
