/** Learning-rate schedules: the trainer follows them, the form draws them. */
import type { RunConfig, Schedule, UNITS, Warmup } from "./run-config";

/** How long a run is; steps count from 1. */
export interface RunLength {
  totalSteps: number;
  stepsPerEpoch: number;
}

/**
 * The learning rate of one step: the configured one times the schedule's factor times the warm-up's (torch's chained
 * schedulers multiply in the same way). A warm-up that waits for the training error is the trainer's to know.
 */
export function learningRateAt(
  { optimizer, schedule, warmup }: Pick<RunConfig, "optimizer" | "schedule" | "warmup">,
  step: number,
  length: RunLength,
): number {
  const done = step - 1;
  return optimizer.learningRate * scheduleFactor(schedule, done, length) * warmupFactor(warmup, done, length);
}

/**
 * With s = `done` steps done before it and N = `totalSteps`:
 * - constant: 1
 * - step: gamma^k, k the milestones m with m <= s (torch's MultiStepLR: after m steps the rate falls)
 * - cosine: (1 + cos(pi * s / N)) / 2 (Loshchilov and Hutter 2016, eq. 5, one cycle)
 * - polynomial: (1 - s / N)^power
 * - onecycle: with n = round(warmup * N), (s + 1) / (n + 1) while s < n, then the cosine above over the remaining N - n
 *   steps. So the first step already learns, step n + 1 has the full rate, and warmup 0 is `cosine`.
 */
function scheduleFactor(schedule: Schedule, done: number, length: RunLength): number {
  const { totalSteps } = length;
  switch (schedule.kind) {
    case "constant":
      return 1;
    case "step": {
      const passed = schedule.milestones.filter((at) => inSteps(at, schedule.unit ?? "steps", length) <= done);
      return schedule.gamma ** passed.length;
    }
    case "cosine":
      return halfCosine(done, totalSteps);
    case "polynomial":
      return (1 - done / Math.max(1, totalSteps)) ** schedule.power;
    case "onecycle": {
      const rising = Math.round(schedule.warmup * totalSteps);
      if (done < rising) return (done + 1) / (rising + 1);
      return halfCosine(done - rising, totalSteps - rising);
    }
  }
}

/** Rises from `factor` at the first step towards 1, which the step after the warm-up is the first to have. */
function warmupFactor(warmup: Warmup | undefined, done: number, length: RunLength): number {
  if (warmup?.kind !== "linear") return 1;
  const rising = inSteps(warmup.count, warmup.unit, length);
  return done < rising ? warmup.factor + ((1 - warmup.factor) * done) / rising : 1;
}

function inSteps(count: number, unit: (typeof UNITS)[number], { stepsPerEpoch }: RunLength): number {
  return unit === "steps" ? count : count * stepsPerEpoch;
}

/** 1 at `done` = 0, falling towards 0 as `done` nears `total`. */
function halfCosine(done: number, total: number): number {
  return (1 + Math.cos((Math.PI * done) / Math.max(1, total))) / 2;
}
