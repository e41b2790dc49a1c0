/** Numbers that grow at the end, without boxing and outside Vue's reactivity: a chart's raw data. */
export class FloatColumn {
  private buffer: Float64Array;
  private size = 0;

  constructor(capacity = 256) {
    this.buffer = new Float64Array(capacity);
  }

  get length(): number {
    return this.size;
  }

  push(value: number): void {
    if (this.size === this.buffer.length) {
      const larger = new Float64Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.size] = value;
    this.size += 1;
  }

  /** Forgets all but the first values. */
  truncate(length: number): void {
    this.size = Math.min(this.size, length);
  }

  /** NaN in an empty column. */
  last(): number {
    return this.size === 0 ? Number.NaN : (this.buffer[this.size - 1] as number);
  }

  /** The values so far, without a copy; pushes don't change it. */
  view(): Float64Array {
    return this.buffer.subarray(0, this.size);
  }
}
