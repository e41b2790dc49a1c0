import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nonNegativeLeastSquares } from "../../../src-main/service/calibration/least-squares";

const error = (rows: number[][], b: number[], x: readonly number[]) =>
  rows.reduce((sum, row, r) => sum + (row.reduce((dot, a, i) => dot + a * (x[i] ?? 0), 0) - (b[r] ?? 0)) ** 2, 0);

describe("non-negative least squares", () => {
  it("finds what made the numbers", () => {
    const rows = [
      [1, 0, 2],
      [0, 3, 1],
      [4, 1, 0],
      [1, 1, 1],
    ];
    const b = rows.map(([p = 0, q = 0, r = 0]) => 2 * p + 0.5 * q + 3 * r);
    expect(nonNegativeLeastSquares(rows, b).map((value) => Number(value.toFixed(12)))).toEqual([2, 0.5, 3]);
  });

  it("gives nothing to an unknown that would have to be negative, and the rest its best", () => {
    // Free: x = (2, -1). With the second at zero, x = (1·3 + 1·1) / 2.
    const rows = [
      [1, -1],
      [1, 1],
    ];
    expect(nonNegativeLeastSquares(rows, [3, 1])).toEqual([2, 0]);
  });

  it("copes with units that are far apart, and with columns that say the same", () => {
    const [a = 0, b = 0] = nonNegativeLeastSquares(
      [
        [1e11, 3],
        [2e10, 40],
        [5e9, 1],
      ],
      [1e11 * 2e-11 + 3 * 1e-3, 2e10 * 2e-11 + 40 * 1e-3, 5e9 * 2e-11 + 1e-3],
    );
    expect([a / 2e-11, b / 1e-3].map((ratio) => Number(ratio.toFixed(9)))).toEqual([1, 1]);
    const same = [
      [1, 2],
      [2, 4],
    ];
    expect(error(same, [5, 10], nonNegativeLeastSquares(same, [5, 10]))).toBeCloseTo(0);
  });

  it("is never beaten by any other non-negative solution", () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    const matrix = fc.array(fc.tuple(number, number, number), { minLength: 3, maxLength: 6 });
    const guess = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: 20, noNaN: true })));
    fc.assert(
      fc.property(matrix, fc.array(number, { minLength: 6, maxLength: 6 }), guess, (rows, b, other) => {
        const x = nonNegativeLeastSquares(rows, b);
        expect(x.every((value) => value >= 0)).toBe(true);
        expect(error(rows, b, x)).toBeLessThanOrEqual(error(rows, b, other) + 1e-6);
      }),
    );
  });
});
