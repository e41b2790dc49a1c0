/** The learning rate over the run, for the preview. */
import type { RunConfig } from "../../../src-main/common/train/run-config";
import { learningRateAt, type RunLength } from "../../../src-main/common/train/schedules";

export interface RatePoint {
  step: number;
  rate: number;
}

/** Share of the run that is drawn for a warm-up whose end only the run itself knows. */
const UNKNOWN_SHARE = 0.15;

/** Steps that stand for the warm-up until the training error falls; 0 without one. */
export function unknownSteps({ warmup }: Pick<RunConfig, "warmup">, { totalSteps }: RunLength): number {
  return warmup?.kind === "untilError" ? Math.ceil(UNKNOWN_SHARE * totalSteps) : 0;
}

/** At most `count` points, the first and last step among them; both sides of a sudden change are as near as they can be. */
export function rateCurve(config: RunConfig, length: RunLength, count: number): RatePoint[] {
  const { totalSteps } = length;
  const low = unknownSteps(config, length);
  const factor = config.warmup?.factor ?? 1;
  const number = Math.max(1, Math.min(count, totalSteps));
  return Array.from({ length: number }, (_, index) => {
    const step = number === 1 ? 1 : 1 + Math.round((index * (totalSteps - 1)) / (number - 1));
    return { step, rate: learningRateAt(config, step, length) * (step <= low ? factor : 1) };
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
