/** Store rows as the contract's shapes. */
import type { RunSummary } from "../common/contract/host";
import type { RunOverview, RunRow } from "../store";

/** @param queue Queued runs in the order in which they will start; a position counts those of the same device. */
export function toSummary(
  { run, lastPoint, lastEpoch, bestValidationAccuracy }: RunOverview,
  queue: readonly RunRow[],
): RunSummary {
  const { id, name, state, createdAt, startedAt, endedAt, startedStep, config, device, tensorflow } = run;
  const { totalSteps, stepsPerEpoch, imagesPerSecond, error } = run;
  return {
    id,
    name,
    state,
    queuePosition: positionIn(queue, run),
    createdAt,
    startedAt,
    endedAt,
    startedStep,
    config,
    device,
    tensorflow,
    step: lastPoint?.step ?? 0,
    totalSteps,
    stepsPerEpoch,
    imagesPerSecond,
    lastPoint,
    lastValidation: lastEpoch?.validation ?? null,
    bestValidationAccuracy,
    error,
  };
}

function positionIn(queue: readonly RunRow[], run: RunRow): number | null {
  const index = queue.filter((other) => other.config.device === run.config.device).findIndex(({ id }) => id === run.id);
  return index === -1 ? null : index + 1;
}
