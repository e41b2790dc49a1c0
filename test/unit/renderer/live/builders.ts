/** Runs and events as the host would send them, for tests. */
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { RunDetail, RunSummary } from "../../../../src-main/common/contract/host";
import type { RunEvent, StoredEvent } from "../../../../src-main/common/run/events";
import type { RunConfig } from "../../../../src-main/common/train/run-config";
import { foldSummary } from "../../../../src-renderer/live/fold";

export const config: RunConfig = {
  version: 1,
  architecture: findPreset("resnet20"),
  data: { dataset: "shapes", augment: "standard", shuffle: true },
  batch: 100,
  budget: { unit: "epochs", count: 2 },
  optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 1e-4 },
  schedule: { kind: "cosine" },
  seed: 1,
  device: "cpu",
};

export function summary(id: string, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    name: id,
    state: "queued",
    queuePosition: null,
    createdAt: 1000,
    startedAt: null,
    endedAt: null,
    startedStep: 0,
    config,
    device: null,
    tensorflow: null,
    step: 0,
    totalSteps: null,
    stepsPerEpoch: null,
    imagesPerSecond: null,
    lastPoint: null,
    lastValidation: null,
    bestValidationAccuracy: null,
    error: null,
    ...changes,
  };
}

export const state = (to: Extract<RunEvent, { type: "state" }>["state"]): RunEvent => ({ type: "state", state: to });

export const started: RunEvent = {
  type: "started",
  device: "CPU",
  tensorflow: "2.21.0",
  step: 0,
  parameters: 269_722,
  trainCount: 400,
  validationCount: 100,
  stepsPerEpoch: 4,
  totalSteps: 8,
};

export function steps(from: number, to: number, elapsed: number): RunEvent {
  const points = Array.from({ length: to - from + 1 }, (_, index) => ({
    step: from + index,
    loss: from + index === 3 ? null : 2 / (from + index),
    accuracy: 0.1 * (from + index),
    learningRate: 0.1,
  }));
  return { type: "steps", points, imagesPerSecond: 100 * to, elapsed };
}

export function epoch(number: number, step: number, accuracy: number, elapsed: number): RunEvent {
  const train = { loss: 1, accuracy, count: 400 };
  return { type: "epoch", epoch: number, step, train, validation: { loss: 1.1, accuracy, count: 100 }, elapsed };
}

/** A whole run's life. */
export const LIFE: readonly RunEvent[] = [
  state("starting"),
  state("running"),
  started,
  steps(1, 1, 0.5),
  steps(2, 4, 2),
  { type: "checkpoint", step: 4, path: "4.safetensors" },
  epoch(1, 4, 0.6, 3),
  steps(5, 8, 5),
  epoch(2, 8, 0.5, 6),
  state("completed"),
];

/** Events of several runs in one order, numbered over the whole store with holes, as a removed run leaves them. */
export function store(...events: readonly (readonly [runId: string, event: RunEvent])[]): StoredEvent[] {
  return events.map(([runId, event], index) => ({ seq: 10 + 2 * index, runId, at: 5000 + index, event }));
}

/** What the host would answer about a run after these events. */
export function detail(run: RunSummary, events: readonly StoredEvent[]): RunDetail {
  const own = events.filter((stored) => stored.runId === run.id);
  const of = <T extends RunEvent["type"]>(type: T) =>
    own.flatMap(({ event }) => (event.type === type ? [event as Extract<RunEvent, { type: T }>] : []));
  return {
    summary: own.reduce(foldSummary, run),
    steps: of("steps").flatMap((event) => event.points),
    epochs: of("epoch").map(({ type: _, ...row }) => row),
    paces: of("steps").map(({ points, imagesPerSecond, elapsed }) => ({
      step: points[points.length - 1]?.step ?? 0,
      imagesPerSecond,
      elapsed,
    })),
    seq: events[events.length - 1]?.seq ?? 0,
  };
}
