/** From timed steps to what a multiply-accumulate, a byte, a launch and a weight cost on a machine. */
import { type CalibrationPoint, type Costs, secondsOf } from "../../common/arch/step-time";
import type { Work } from "../../common/arch/work";
import { nonNegativeLeastSquares } from "./least-squares";

export interface TimedStep {
  net: string;
  batch: number;
  work: Work;
  /** Of one step. */
  seconds: number;
}

export interface Fit {
  costs: Costs;
  points: CalibrationPoint[];
  /** Root mean square of the points' relative errors. */
  uncertainty: number;
}

/**
 * Each point is predicted from all the others, so that the error is that of networks nobody has timed.
 * @param steps more than the four costs
 */
export function fitCosts(steps: readonly TimedStep[]): Fit {
  const points = steps.map((step): CalibrationPoint => {
    const others = costsOf(steps.filter((other) => other !== step));
    const { net, batch, seconds } = step;
    return { net, batch, measured: seconds, predicted: secondsOf(step.work, batch, others) };
  });
  const squares = points.map(({ measured, predicted }) => (predicted / measured - 1) ** 2);
  const uncertainty = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
  return { costs: costsOf(steps), points, uncertainty };
}

/** Least squares of the relative errors: a step of 10 ms counts as much as one of 1 s. */
function costsOf(steps: readonly TimedStep[]): Costs {
  const rows = steps.map(({ work, batch, seconds }) =>
    [batch * work.macs, batch * work.bytes, work.launches, work.weights].map((amount) => amount / seconds),
  );
  const [macs = 0, bytes = 0, launches = 0, weights = 0] = nonNegativeLeastSquares(
    rows,
    steps.map(() => 1),
  );
  return { macs, bytes, launches, weights };
}
