/** Learning-rate schedules: the trainer follows them, the form draws them. */
import type { Schedule } from "./run-config";

/**
 * The learning rate of one step.
 *
 * With s = `step` - 1 steps done before it and N = `totalSteps`:
 * - constant: base
 * - step: base * gamma^k, k the milestones m with m <= s (torch's MultiStepLR: after m steps the rate falls)
 * - cosine: base * (1 + cos(pi * s / N)) / 2 (Loshchilov and Hutter 2016, eq. 5, one cycle)
 * - onecycle: with n = round(warmup * N), base * (s + 1) / (n + 1) while s < n, then the cosine above over the
 *   remaining N - n steps. So the first step already learns, step n + 1 has the full rate, and warmup 0 is `cosine`.
 *
 * @param base the configured learning rate
 * @param step counted from 1
 */
export function learningRateAt(schedule: Schedule, base: number, step: number, totalSteps: number): number {
  const done = step - 1;
  switch (schedule.kind) {
    case "constant":
      return base;
    case "step":
      return base * schedule.gamma ** schedule.milestones.filter((milestone) => milestone <= done).length;
    case "cosine":
      return base * halfCosine(done, totalSteps);
    case "onecycle": {
      const warmup = Math.round(schedule.warmup * totalSteps);
      if (done < warmup) return (base * (done + 1)) / (warmup + 1);
      return base * halfCosine(done - warmup, totalSteps - warmup);
    }
  }
}

/** 1 at `done` = 0, falling towards 0 as `done` nears `total`. */
function halfCosine(done: number, total: number): number {
  return (1 + Math.cos((Math.PI * done) / Math.max(1, total))) / 2;
}
