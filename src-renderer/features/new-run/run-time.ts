/** How long the form's run will take. */
import { type Calibration, predictStepTime, type StepTime } from "../../../src-main/common/arch/step-time";
import type { FormResult } from "./to-config";

type Run = Pick<FormResult & { ok: true }, "config" | "length" | "cost">;

/** Of the steps alone: what an epoch's validation takes is not in it. */
export function runTime({ config, length, cost }: Run, calibration: Calibration): StepTime {
  const parts = config.step?.accumulate ?? 1;
  const { seconds, uncertainty } = predictStepTime(cost, config.batch / parts, calibration);
  return { seconds: seconds * parts * length.totalSteps, uncertainty };
}

/** Multiply-accumulates of all steps: backward costs twice what forward does. */
export function trainingMacs({ config, length, cost }: Run): number {
  return 3 * cost.macs * config.batch * length.totalSteps;
}

/** About an hour at 100 billion multiply-accumulates a second, which is much for a CPU. */
const LONG = 3.6e14;

/** Whether a run takes an hour or more on most machines' processors. */
export function isLong(run: Run): boolean {
  return run.config.device === "cpu" && trainingMacs(run) > LONG;
}
