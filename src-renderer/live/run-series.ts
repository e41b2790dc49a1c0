/**
 * The curves of one open run, in typed arrays that grow. It folds stored events as the run list does: what is already in
 * is passed over, so details that were fetched and a feed that overlaps them join without gap or repetition.
 */
import type { EpochRow, Pace, RunDetail } from "../../src-main/common/contract/host";
import type { RunEvent, StepPoint, StoredEvent } from "../../src-main/common/run/events";
import { FloatColumn } from "./float-column";

type StepsEvent = Extract<RunEvent, { type: "steps" }>;

/** What a curve can be drawn over. */
export const AXES = ["step", "epoch", "time"] as const;
export type Axis = (typeof AXES)[number];

/** Where each value stands: its step, epochs passed, and seconds since the run's first step. */
class AxisColumns implements Record<Axis, FloatColumn> {
  readonly step = new FloatColumn();
  readonly epoch = new FloatColumn();
  readonly time = new FloatColumn();
}

/** One value per training step; times between known ones by interpolation. */
class StepColumns extends AxisColumns {
  readonly loss = new FloatColumn();
  readonly accuracy = new FloatColumn();
  readonly learningRate = new FloatColumn();
}

/** One value per `steps` event. */
class PaceColumns extends AxisColumns {
  readonly imagesPerSecond = new FloatColumn();
}

/** A moment at which both the step and the time are known. */
interface Anchor {
  step: number;
  elapsed: number;
}

export class RunSeries {
  readonly runId: string;
  readonly steps = new StepColumns();
  readonly paces = new PaceColumns();
  readonly epochs: EpochRow[] = [];
  /** 1 until the trainer has counted. */
  private stepsPerEpoch = 1;
  private seq = 0;
  private anchor: Anchor = { step: 0, elapsed: 0 };

  constructor(runId: string) {
    this.runId = runId;
  }

  static from(detail: RunDetail): RunSeries {
    const series = new RunSeries(detail.summary.id);
    series.stepsPerEpoch = detail.summary.stepsPerEpoch ?? 1;
    const paces = detail.paces ?? [];
    const anchors = paces.length > 0 ? paces : detail.epochs;
    const guess = secondsPerStep(detail);
    let next = 0;
    for (const point of detail.steps) {
      while ((anchors[next]?.step ?? Number.POSITIVE_INFINITY) < point.step) {
        series.anchor = anchors[next] as Anchor;
        next += 1;
      }
      series.pushStep(point, anchors[next] ?? ahead(series.anchor, guess));
    }
    for (const pace of paces) series.pushPace(pace);
    series.epochs.push(...detail.epochs);
    if (detail.steps.length > 0) series.anchor = { step: series.steps.step.last(), elapsed: series.steps.time.last() };
    series.seq = detail.seq;
    return series;
  }

  /** True when something was added. */
  apply({ seq, runId, event }: StoredEvent): boolean {
    if (runId !== this.runId || seq <= this.seq) return false;
    this.seq = seq;
    if (event.type === "started") this.stepsPerEpoch = event.stepsPerEpoch;
    if (event.type === "steps") {
      this.pushSteps(event);
      return true;
    }
    if (event.type === "epoch") {
      const { type: _, ...row } = event;
      this.epochs.push(row);
      return true;
    }
    return false;
  }

  /** Epochs passed after a step. */
  epochsAt(step: number): number {
    return step / this.stepsPerEpoch;
  }

  private pushSteps(event: StepsEvent): void {
    const last = event.points[event.points.length - 1] as StepPoint;
    // A time that had to be guessed may lie ahead of the clock; the axis must not turn back.
    const end = { step: last.step, elapsed: Math.max(event.elapsed, this.anchor.elapsed) };
    for (const point of event.points) this.pushStep(point, end);
    this.pushPace({ step: last.step, imagesPerSecond: event.imagesPerSecond, elapsed: event.elapsed });
    this.anchor = end;
  }

  private pushStep(point: StepPoint, next: Anchor): void {
    const { steps, anchor } = this;
    const share = (point.step - anchor.step) / Math.max(1, next.step - anchor.step);
    steps.step.push(point.step);
    steps.epoch.push(this.epochsAt(point.step));
    steps.time.push(anchor.elapsed + share * (next.elapsed - anchor.elapsed));
    steps.loss.push(point.loss ?? Number.NaN);
    steps.accuracy.push(point.accuracy);
    steps.learningRate.push(point.learningRate);
  }

  private pushPace(pace: Pace): void {
    this.paces.step.push(pace.step);
    this.paces.epoch.push(this.epochsAt(pace.step));
    this.paces.time.push(pace.elapsed);
    this.paces.imagesPerSecond.push(pace.imagesPerSecond);
  }
}

/** For steps after the last known time; 0 when the run's speed isn't known either. */
function secondsPerStep({ summary, epochs }: RunDetail): number {
  if (summary.imagesPerSecond) return summary.config.batch / summary.imagesPerSecond;
  const last = epochs[epochs.length - 1];
  return last ? last.elapsed / last.step : 0;
}

function ahead(anchor: Anchor, seconds: number): Anchor {
  return { step: anchor.step + 1, elapsed: anchor.elapsed + seconds };
}
