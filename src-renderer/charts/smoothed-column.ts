import { Smoother } from "../../src-main/common/series/smoothing";
import { FloatColumn } from "../live/float-column";
import type { Trace } from "./trace";

/** A smoothed copy of a growing series, of which each point is smoothed once. */
class SmoothedColumn {
  private smoother: Smoother;
  private values = new FloatColumn();

  constructor(weight: number) {
    this.smoother = new Smoother(weight);
  }

  /** @param y the series so far; shorter than before means another series, which is smoothed from its start */
  follow(y: Float64Array, weight: number): Float64Array {
    if (weight !== this.smoother.weight || y.length < this.values.length) {
      this.smoother = new Smoother(weight);
      this.values = new FloatColumn();
    }
    for (let index = this.values.length; index < y.length; index += 1) {
      this.values.push(this.smoother.next(y[index] as number));
    }
    return this.values.view();
  }
}

/** The traces of one chart as their lines show them; keeps what it has smoothed by the trace's id. */
export class Smoothing {
  private readonly columns = new Map<string, SmoothedColumn>();

  /** @param weight of the moving average, 0 for off */
  of(trace: Trace, weight: number): Float64Array {
    if (trace.kind === "sparse" || weight === 0) return trace.y;
    const column = this.columns.get(trace.id) ?? new SmoothedColumn(weight);
    this.columns.set(trace.id, column);
    return column.follow(trace.y, weight);
  }
}
