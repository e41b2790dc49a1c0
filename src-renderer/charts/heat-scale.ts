/** Values as colours: viridis (van der Walt and Smith 2015), which reads the same for every eye and in grey. */

const ANCHORS: readonly (readonly [number, number, number])[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

export interface HeatScale {
  min: number;
  max: number;
  /** True when equal ratios, not equal differences, are equally far apart. */
  log: boolean;
}

/** Values that span more than this factor are told apart by their ratios. */
const LOG_FROM = 20;

/** The scale of a grid; null when nothing in it is a number. */
export function heatScale(values: readonly (readonly (number | null)[])[]): HeatScale | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let smallestPositive = Number.POSITIVE_INFINITY;
  for (const row of values) {
    for (const value of row) {
      if (value === null) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
      if (value > 0) smallestPositive = Math.min(smallestPositive, value);
    }
  }
  if (min > max) return null;
  const log = min >= 0 && max > LOG_FROM * smallestPositive;
  return log ? { min: smallestPositive, max, log } : { min, max, log };
}

/** Where a value stands on the scale, 0 to 1. */
export function shareOf(value: number, { min, max, log }: HeatScale): number {
  if (max === min) return 0.5;
  const share = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Math.min(1, Math.max(0, share));
}

/** The value at a share of the scale, for its legend. */
export function valueAt(share: number, { min, max, log }: HeatScale): number {
  return log ? min * (max / min) ** share : min + share * (max - min);
}

/** Red, green and blue, 0 to 255. */
export function heatColor(share: number): [number, number, number] {
  const at = share * (ANCHORS.length - 1);
  const below = Math.min(ANCHORS.length - 2, Math.floor(at));
  const [from, to] = [ANCHORS[below], ANCHORS[below + 1]];
  const mix = (channel: 0 | 1 | 2) => {
    const [a, b] = [from?.[channel] ?? 0, to?.[channel] ?? 0];
    return Math.round(a + (b - a) * (at - below));
  };
  return [mix(0), mix(1), mix(2)];
}

/** The scale from left to right, as a CSS gradient. */
export const HEAT_GRADIENT = `linear-gradient(to right, ${ANCHORS.map((color) => `rgb(${color.join(" ")})`).join(", ")})`;
