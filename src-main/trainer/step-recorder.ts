import type { StepPoint, TrainingEvent } from "../common/run/events";

/** Between two `steps` events; ten a second is as live as an eye can follow. */
const FLUSH_MILLISECONDS = 100;
/** The first steps compile, allocate and choose algorithms: they say nothing about speed. */
const WARM_UP_STEPS = 5;

/**
 * Gathers step points into `steps` events and keeps the clock of the run: what counts as training time, what does not.
 * Times come from a monotonic clock in milliseconds, so nothing depends on the time of day.
 */
export class StepRecorder {
  private points: StepPoint[] = [];
  private images = 0;
  private milliseconds = 0;
  private recorded = 0;
  private startedAt: number | null = null;
  private resumedAt = 0;
  private flushedAt = 0;

  constructor(
    private readonly emit: (event: TrainingEvent) => void,
    private readonly batch: number,
    /** Seconds that the run had taken when it was interrupted. */
    private readonly elapsedBefore = 0,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Training goes on from here: the time since the last point (evaluation, a checkpoint) is not training time. */
  resume(): void {
    this.resumedAt = this.now();
    if (this.startedAt !== null) return;
    this.startedAt = this.resumedAt;
    this.flushedAt = this.resumedAt;
  }

  /** A step is done. A loss that is no number goes out as null, as JSON has no other word for it. */
  record(point: StepPoint & { loss: number }): void {
    const now = this.now();
    this.recorded += 1;
    if (this.recorded > WARM_UP_STEPS) {
      this.images += this.batch;
      this.milliseconds += now - this.resumedAt;
    }
    this.resumedAt = now;
    this.points.push(Number.isFinite(point.loss) ? point : { ...point, loss: null });
    if (now - this.flushedAt >= FLUSH_MILLISECONDS) this.flush();
  }

  /** Sends what has gathered. The speed is 0 while only warm-up steps have run. */
  flush(): void {
    this.flushedAt = this.now();
    if (this.points.length === 0) return;
    const imagesPerSecond = this.milliseconds === 0 ? 0 : (1000 * this.images) / this.milliseconds;
    this.emit({ type: "steps", points: this.points, imagesPerSecond, elapsed: this.elapsed() });
    this.points = [];
    this.images = 0;
    this.milliseconds = 0;
  }

  /** Seconds since the run's first step began, times between sittings left out. */
  elapsed(): number {
    return this.elapsedBefore + (this.startedAt === null ? 0 : (this.now() - this.startedAt) / 1000);
  }
}
