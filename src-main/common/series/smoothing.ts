/**
 * Debiased exponential moving average, as TensorBoard's slider: with weight w in [0, 1)
 *   m_n = w * m_(n-1) + (1 - w) * x_n, m_0 = 0;  smoothed_n = m_n / (1 - w^n)
 * The division takes away the pull of the zero start (Kingma and Ba 2014, section 3), so the first value stays itself.
 * Values that are not finite are handed on and don't enter the mean.
 */
export class Smoother {
  readonly weight: number;
  private mean = 0;
  /** w^n, so that no power is taken per value. */
  private decay = 1;

  /** @param weight 0 (off) up to, but not including, 1 */
  constructor(weight: number) {
    this.weight = weight;
  }

  /** The smoothed value at the next point; carries on where the last call ended, so live series are never redone. */
  next(value: number): number {
    if (!Number.isFinite(value) || this.weight === 0) return value;
    this.mean = this.weight * this.mean + (1 - this.weight) * value;
    this.decay *= this.weight;
    return this.mean / (1 - this.decay);
  }
}

/** The whole series smoothed at once. */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const smoother = new Smoother(weight);
  return Float64Array.from(values, (value) => smoother.next(value));
}
