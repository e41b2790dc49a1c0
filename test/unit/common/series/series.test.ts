import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimate, finite, positive } from "../../../../src-main/common/series/decimation";
import { Smoother, smooth } from "../../../../src-main/common/series/smoothing";
import { lowerBound, nearestIndex, windowOf } from "../../../../src-main/common/series/window";

describe("smoothing", () => {
  it("is debiased: the first value and a constant series stay themselves", () => {
    expect(smooth([5, 5, 5], 0.9)).toEqual(Float64Array.of(5, 5, 5));
    expect(smooth([3, 7], 0.9)[0]).toBeCloseTo(3, 12);
  });

  it("equals the formula written out", () => {
    const [x1, x2, x3, w] = [4, 1, 7, 0.6] as const;
    const expected = ((1 - w) * (x3 + w * x2 + w * w * x1)) / (1 - w ** 3);
    expect(smooth([x1, x2, x3], w)[2]).toBeCloseTo(expected, 12);
  });

  it("is off at weight 0 and lets values pass that are not finite", () => {
    expect(smooth([1, 2], 0)).toEqual(Float64Array.of(1, 2));
    const values = smooth([2, Number.NaN, Number.POSITIVE_INFINITY, 2], 0.5);
    expect(values).toEqual(Float64Array.of(2, Number.NaN, Number.POSITIVE_INFINITY, 2));
  });

  it("goes on where it ended, wherever a series is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true })), fc.nat(), (values, cut) => {
        const smoother = new Smoother(0.8);
        const at = cut % (values.length + 1);
        const parts = [values.slice(0, at), values.slice(at)].flatMap((part) => part.map((v) => smoother.next(v)));
        expect(Float64Array.from(parts)).toEqual(smooth(values, 0.8));
      }),
    );
  });
});

describe("windows", () => {
  const x = [1, 2, 2, 4, 8];

  it.each([
    { value: 0, at: 0 },
    { value: 2, at: 1 },
    { value: 3, at: 3 },
    { value: 9, at: 5 },
  ])("finds the first x from $value on", ({ value, at }) => expect(lowerBound(x, value)).toBe(at));

  it.each([
    { min: 2, max: 4, range: { from: 0, to: 5 } },
    { min: 3, max: 3.5, range: { from: 2, to: 4 } },
    { min: -5, max: 100, range: { from: 0, to: 5 } },
    { min: 20, max: 30, range: { from: 4, to: 5 } },
  ])("keeps a neighbour on either side of [$min, $max]", ({ min, max, range }) => {
    expect(windowOf(x, min, max)).toEqual(range);
  });

  it("finds the nearest point", () => {
    expect([-1, 3, 5, 7, 99].map((value) => nearestIndex(x, value))).toEqual([0, 2, 3, 4, 4]);
    expect(nearestIndex([], 1)).toBe(-1);
  });
});

describe("decimation", () => {
  const series = (values: number[]) => ({ x: values.map((_, index) => index + 1), y: values });

  it("leaves a short series alone but for what can't be drawn", () => {
    const { x, y } = series([1, Number.NaN, 0, 3]);
    expect(decimate(x, y, { from: 0, to: 4 }, 10)).toEqual([0, 2, 3]);
    expect(decimate(x, y, { from: 0, to: 4 }, 10, positive)).toEqual([0, 3]);
  });

  it("keeps one spike and one dip among a million points", () => {
    const y = new Float64Array(1_000_000).fill(1);
    y[123_456] = 50;
    y[765_432] = -50;
    const x = Float64Array.from(y, (_, index) => index);
    const kept = decimate(x, y, { from: 0, to: y.length }, 500);
    expect(kept.length).toBeLessThanOrEqual(2000);
    expect(kept).toContain(123_456);
    expect(kept).toContain(765_432);
  });

  it("never reaches outside the window it was given", () => {
    const { x, y } = series(Array.from({ length: 100 }, (_, index) => index));
    const kept = decimate(x, y, { from: 40, to: 80 }, 3);
    expect([kept[0], kept.at(-1)]).toEqual([40, 79]);
  });

  it("keeps the extremes and both ends of any series, rising, within four a bucket", () => {
    const point = fc.record({
      gap: fc.integer({ min: 1, max: 1000 }),
      y: fc.oneof(fc.double(), fc.constant(Number.NaN)),
    });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 20 }),
        (points, buckets) => {
          let at = 0;
          const x = points.map((p) => (at += p.gap));
          const y = points.map((p) => p.y);
          const drawn = y.map((_, index) => index).filter((index) => finite(y[index] as number));
          const kept = decimate(x, y, { from: 0, to: y.length }, buckets);
          expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
          expect(kept.length).toBeLessThanOrEqual(4 * buckets);
          if (drawn.length === 0) return;
          const ys = (indices: number[]) => indices.map((index) => y[index] as number);
          expect(Math.max(...ys(kept))).toBe(Math.max(...ys(drawn)));
          expect(Math.min(...ys(kept))).toBe(Math.min(...ys(drawn)));
          expect([kept[0], kept.at(-1)]).toEqual([drawn[0], drawn.at(-1)]);
        },
      ),
    );
  });
});
