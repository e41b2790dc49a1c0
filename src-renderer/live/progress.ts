/** How far a run is and how long it will take; pure, from the run table's row. */
import type { RunSummary } from "../../src-main/common/contract/host";
import { isActive } from "../../src-main/common/run/states";

export interface Progress {
  /** 0 to 1; null before the trainer has counted the steps. */
  fraction: number | null;
  /** The epoch being trained, or the last one trained, from 1; null before the trainer has counted. */
  epoch: number | null;
  /** Epochs in all, the last one perhaps partial. */
  epochs: number | null;
  /** Seconds until this epoch's training ends; null unless it is being trained. */
  epochSeconds: number | null;
  /** Seconds until the run ends; null unless it is being trained. */
  totalSeconds: number | null;
  /** Seconds since it started last, up to the end of an ended run; null when it never started. */
  elapsedSeconds: number | null;
}

/** @param now milliseconds since 1970 */
export function progressOf(run: RunSummary, now: number): Progress {
  const { step, totalSteps, stepsPerEpoch, startedAt, startedStep } = run;
  const elapsedSeconds = startedAt === null ? null : Math.max(0, ((run.endedAt ?? now) - startedAt) / 1000);
  if (totalSteps === null || stepsPerEpoch === null) {
    return { fraction: null, epoch: null, epochs: null, epochSeconds: null, totalSeconds: null, elapsedSeconds };
  }
  const epochs = Math.ceil(totalSteps / stepsPerEpoch);
  const trained = Math.floor(step / stepsPerEpoch);
  const training = run.state === "running" && step < totalSteps;
  const epoch = isActive(run.state) ? Math.min(epochs, trained + 1) : Math.ceil(step / stepsPerEpoch);
  const epochEnd = Math.min(totalSteps, (trained + 1) * stepsPerEpoch);
  const perStep = run.imagesPerSecond ? run.config.batch / run.imagesPerSecond : null;
  return {
    fraction: step / totalSteps,
    epoch,
    epochs,
    epochSeconds: training && perStep !== null ? (epochEnd - step) * perStep : null,
    totalSeconds: training && perStep !== null ? (totalSteps - step) * overall(perStep) : null,
    elapsedSeconds,
  };

  /** Throughput leaves evaluation out; once a whole epoch has passed, the time that really passed counts it in. */
  function overall(trainingOnly: number): number {
    const stepsSince = step - startedStep;
    if (stepsPerEpoch === null || stepsSince < stepsPerEpoch || elapsedSeconds === null) return trainingOnly;
    return Math.max(trainingOnly, elapsedSeconds / stepsSince);
  }
}
