/**
 * The curves of one open run, in typed arrays that grow. It folds stored events as the run list does: what is already in
 * is passed over, so details that were fetched and a feed that overlaps them join without gap or repetition.
 */
import type { EpochRow, Pace, RunDetail } from "../../src-main/common/contract/host";
import type { StepPoint, StoredEvent } from "../../src-main/common/run/events";
import { FloatColumn } from "./float-column";

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

export class RunSeries {
  readonly runId: string;
  readonly steps = new StepColumns();
  readonly paces = new PaceColumns();
  readonly epochs: EpochRow[] = [];
  /** 1 until the trainer has counted. */
  private stepsPerEpoch = 1;
  private seq = 0;
  /** The last place at which step and time are both known. */
  private reached: Pick<Pace, "step" | "elapsed"> = { step: 0, elapsed: 0 };

  constructor(runId: string) {
    this.runId = runId;
  }

  static from(detail: RunDetail): RunSeries {
    const { summary, steps, paces, epochs, seq } = detail;
    const series = new RunSeries(summary.id);
    series.stepsPerEpoch = summary.stepsPerEpoch ?? 1;
    let from = 0;
    for (const pace of paces) {
      let to = from;
      while ((steps[to]?.step ?? Number.POSITIVE_INFINITY) <= pace.step) to += 1;
      series.pushSteps(steps.slice(from, to), pace);
      from = to;
    }
    series.epochs.push(...epochs);
    series.seq = seq;
    return series;
  }

  /** True when something was added. */
  apply({ seq, runId, event }: StoredEvent): boolean {
    if (runId !== this.runId || seq <= this.seq) return false;
    this.seq = seq;
    if (event.type === "started") {
      this.stepsPerEpoch = event.stepsPerEpoch;
      return this.goBackTo(event.step);
    }
    if (event.type === "steps") {
      const { points, imagesPerSecond, elapsed } = event;
      const step = points[points.length - 1]?.step ?? 0;
      this.pushSteps(points, { step, imagesPerSecond, elapsed });
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

  /** A run that goes on from a checkpoint does the later steps again. True when something was taken away. */
  private goBackTo(step: number): boolean {
    const { steps, paces, epochs } = this;
    if (steps.step.length === 0) return false;
    const cut = (columns: AxisColumns) => {
      const values = columns.step.view();
      const kept = values.findLastIndex((value) => value <= step) + 1;
      for (const column of Object.values(columns) as FloatColumn[]) column.truncate(kept);
      return values.length - kept;
    };
    const taken = cut(steps) + cut(paces);
    while ((epochs.at(-1)?.step ?? 0) > step) epochs.pop();
    this.reached = {
      step: steps.step.length === 0 ? 0 : steps.step.last(),
      elapsed: steps.time.length === 0 ? 0 : steps.time.last(),
    };
    return taken > 0;
  }

  /** What one `steps` event brought; `pace` is where it ended. */
  private pushSteps(points: readonly StepPoint[], pace: Pace): void {
    const { steps, paces, reached } = this;
    for (const point of points) {
      const share = (point.step - reached.step) / Math.max(1, pace.step - reached.step);
      steps.step.push(point.step);
      steps.epoch.push(this.epochsAt(point.step));
      steps.time.push(reached.elapsed + share * (pace.elapsed - reached.elapsed));
      steps.loss.push(point.loss ?? Number.NaN);
      steps.accuracy.push(point.accuracy);
      steps.learningRate.push(point.learningRate);
    }
    this.reached = pace;
    // A run's first steps are too slow to be called its speed, and the trainer says 0 for them.
    if (pace.imagesPerSecond === 0) return;
    paces.step.push(pace.step);
    paces.epoch.push(this.epochsAt(pace.step));
    paces.time.push(pace.elapsed);
    paces.imagesPerSecond.push(pace.imagesPerSecond);
  }
}
