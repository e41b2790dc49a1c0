/** The learning rate over the run, for the preview. */
import type { RunConfig } from "../../../src-main/common/train/run-config";
import { learningRateAt, type RunLength } from "../../../src-main/common/train/schedules";

export interface RatePoint {
  step: number;
  rate: number;
}

/** At most `count` points, the first and last step among them; both sides of a sudden fall are as near as they can be. */
export function rateCurve(config: RunConfig, length: RunLength, count: number): RatePoint[] {
  const { totalSteps } = length;
  const number = Math.max(1, Math.min(count, totalSteps));
  return Array.from({ length: number }, (_, index) => {
    const step = number === 1 ? 1 : 1 + Math.round((index * (totalSteps - 1)) / (number - 1));
    return { step, rate: learningRateAt(config, step, length) };
  });
}

/** As an SVG path in a box of the given size, the rate's largest value at the top. */
export function ratePath(points: readonly RatePoint[], width: number, height: number): string {
  const lastStep = points[points.length - 1]?.step ?? 1;
  const top = Math.max(...points.map((point) => point.rate), Number.MIN_VALUE);
  return points
    .map(({ step, rate }, index) => {
      const x = lastStep === 1 ? 0 : ((step - 1) / (lastStep - 1)) * width;
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${((1 - rate / top) * height).toFixed(1)}`;
    })
    .join("");
}
