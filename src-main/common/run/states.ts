/** The life of a run: its states, and the legal moves between them as data. */
import { ResiduaError } from "../errors";

export const RUN_STATES = [
  "queued",
  "starting",
  "running",
  "stopping",
  "completed",
  "stopped",
  "failed",
  "interrupted",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/**
 * `interrupted` is for runs whose host went away while they ran; `failed` for those whose trainer did.
 * A queued run that is taken back is `stopped` without ever having started. One that ended is queued again to go on from
 * its last checkpoint.
 */
export const RUN_MOVES: Readonly<Record<RunState, readonly RunState[]>> = {
  queued: ["starting", "stopped"],
  starting: ["running", "stopping", "failed", "interrupted"],
  running: ["stopping", "completed", "failed", "interrupted"],
  stopping: ["stopped", "completed", "failed", "interrupted"],
  completed: ["queued"],
  stopped: ["queued"],
  failed: ["queued"],
  interrupted: ["queued"],
};

/** True while a trainer belongs to the run. */
export function isActive(state: RunState): boolean {
  return state === "starting" || state === "running" || state === "stopping";
}

/** True once nothing more will happen to the run by itself: only resuming it does, which queues it again. */
export function isEnded(state: RunState): boolean {
  return state !== "queued" && !isActive(state);
}

/** True where a run ended before its time and can go on; a completed one can only be made longer. */
export function canResume(state: RunState): boolean {
  return isEnded(state) && state !== "completed";
}

/** @throws ResiduaError ILLEGAL_RUN_MOVE, naming both states. */
export function assertMove(from: RunState, to: RunState): void {
  if (!RUN_MOVES[from].includes(to)) {
    throw new ResiduaError("ILLEGAL_RUN_MOVE", `A run that is ${from} can't become ${to}.`);
  }
}
