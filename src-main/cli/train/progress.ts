/** A run's progress in one line, from its events. */
import type { RunEvent, Score, StepPoint } from "../../common/run/events";
import { count, duration, loss, percent } from "../output";

export class Progress {
  private totalSteps = 0;
  private last: StepPoint | null = null;
  private imagesPerSecond = 0;
  private elapsed = 0;
  /** Steps and seconds when training was first seen going, so that the start-up does not count in the ETA. */
  private origin: { step: number; elapsed: number } | null = null;
  private validation: Score | null = null;

  take(event: RunEvent): void {
    if (event.type === "started") this.totalSteps = event.totalSteps;
    if (event.type === "epoch") this.validation = event.validation;
    if (event.type !== "steps") return;
    this.last = event.points.at(-1) ?? this.last;
    this.imagesPerSecond = event.imagesPerSecond || this.imagesPerSecond;
    this.elapsed = event.elapsed;
    this.origin ??= { step: this.last?.step ?? 0, elapsed: event.elapsed };
  }

  line(): string {
    if (this.last === null) return "starting";
    const share = this.totalSteps > 0 ? Math.floor((100 * this.last.step) / this.totalSteps) : 0;
    const eta = this.secondsLeft();
    return [
      `${share} %`,
      `step ${count(this.last.step)} of ${count(this.totalSteps)}`,
      `loss ${loss(this.last.loss)}`,
      `accuracy ${percent(this.last.accuracy)}`,
      ...(this.imagesPerSecond > 0 ? [`${this.imagesPerSecond.toFixed(0)} images/s`] : []),
      ...(eta === null ? [] : [`${duration(eta)} left`]),
    ].join("  ");
  }

  summary(): string {
    if (this.last === null) return "no step was done";
    const score = this.validation;
    const validation =
      score === null ? "" : `; validation loss ${loss(score.loss)}, accuracy ${percent(score.accuracy)}`;
    const time = duration(this.elapsed);
    return `${count(this.last.step)} steps in ${time}, last loss ${loss(this.last.loss)}${validation}`;
  }

  /** From the pace so far, evaluation included; null while there is none. */
  private secondsLeft(): number | null {
    if (this.last === null || this.origin === null || this.last.step <= this.origin.step) return null;
    const secondsPerStep = (this.elapsed - this.origin.elapsed) / (this.last.step - this.origin.step);
    return secondsPerStep * (this.totalSteps - this.last.step);
  }
}
