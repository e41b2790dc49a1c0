/**
 * The run list as a fold over stored events: (state, event) -> state. It gives the same result however the events are cut
 * into messages and however often some of them are sent again, which is what makes reconnecting safe.
 */
import type { RunSummary } from "../../src-main/common/contract/host";
import type { RunEvent, StoredEvent } from "../../src-main/common/run/events";
import { isEnded } from "../../src-main/common/run/states";
import { throughputAfter } from "../../src-main/common/run/throughput";

export interface RunListState {
  /** The last event that is in here. */
  readonly seq: number;
  readonly runs: ReadonlyMap<string, RunSummary>;
  /** Runs that events told of but whose summary isn't here: the list has to be asked for again. */
  readonly strangers: ReadonlySet<string>;
}

export const NO_RUNS: RunListState = { seq: 0, runs: new Map(), strangers: new Set() };

/** What the host answered as the state to fold on from. */
export function listState({ runs, seq }: { runs: readonly RunSummary[]; seq: number }): RunListState {
  return { seq, runs: new Map(runs.map((run) => [run.id, run])), strangers: new Set() };
}

/** Events that are already in the state are passed over. */
export function foldEvents(state: RunListState, events: readonly StoredEvent[]): RunListState {
  const runs = new Map(state.runs);
  const strangers = new Set(state.strangers);
  let seq = state.seq;
  for (const stored of events) {
    if (stored.seq <= seq) continue;
    seq = stored.seq;
    const before = runs.get(stored.runId);
    if (!before) {
      strangers.add(stored.runId);
      continue;
    }
    const after = foldSummary(before, stored);
    runs.set(after.id, after);
    if (before.state === "queued" && after.state !== "queued") moveUp(runs, before);
    if (before.state !== "queued" && after.state === "queued") joinQueue(runs, after);
  }
  return seq === state.seq ? state : { seq, runs, strangers };
}

/** The run table's row after one more event of this run. */
export function foldSummary(run: RunSummary, { at, event }: Pick<StoredEvent, "at" | "event">): RunSummary {
  switch (event.type) {
    case "state":
      return foldState(run, at, event);
    case "started":
      return {
        ...run,
        device: event.device,
        tensorflow: event.tensorflow,
        startedStep: event.step,
        step: event.step,
        lastPoint: run.lastPoint && run.lastPoint.step > event.step ? null : run.lastPoint,
        totalSteps: event.totalSteps,
        stepsPerEpoch: event.stepsPerEpoch,
      };
    case "steps": {
      const last = event.points[event.points.length - 1];
      if (!last) return run;
      const imagesPerSecond = throughputAfter(run.imagesPerSecond, event.imagesPerSecond);
      return { ...run, step: last.step, lastPoint: last, imagesPerSecond };
    }
    case "epoch":
      return {
        ...run,
        lastValidation: event.validation,
        bestValidationAccuracy: Math.max(run.bestValidationAccuracy ?? 0, event.validation.accuracy),
      };
    case "checkpoint":
    case "probe":
      return run;
  }
}

function foldState(run: RunSummary, at: number, event: Extract<RunEvent, { type: "state" }>): RunSummary {
  return {
    ...run,
    state: event.state,
    queuePosition: event.state === "queued" ? run.queuePosition : null,
    startedAt: event.state === "starting" ? at : run.startedAt,
    endedAt: isEnded(event.state) ? at : null,
    error: event.error ?? null,
  };
}

/** A run that goes on stands last in its device's queue. */
function joinQueue(runs: Map<string, RunSummary>, joined: RunSummary): void {
  const positions = [...runs.values()].map((run) =>
    run.config.device === joined.config.device ? (run.queuePosition ?? 0) : 0,
  );
  runs.set(joined.id, { ...joined, queuePosition: Math.max(...positions) + 1 });
}

/** One run has left its device's queue: those behind it are one nearer. */
function moveUp(runs: Map<string, RunSummary>, left: RunSummary): void {
  const gone = left.queuePosition;
  if (gone === null) return;
  for (const run of runs.values()) {
    const sameQueue = run.config.device === left.config.device;
    if (sameQueue && run.queuePosition !== null && run.queuePosition > gone) {
      runs.set(run.id, { ...run, queuePosition: run.queuePosition - 1 });
    }
  }
}
