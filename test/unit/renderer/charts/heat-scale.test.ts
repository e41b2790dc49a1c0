import { describe, expect, it } from "vitest";
import { heatColor, heatScale, shareOf, valueAt } from "../../../../src-renderer/charts/heat-scale";

describe("a heat map's scale", () => {
  it("tells values apart by difference while they are near, and by ratio when they are not", () => {
    expect(heatScale([[1, null], [3]])).toEqual({ min: 1, max: 3, log: false });
    expect(heatScale([[0, 0.001], [1]])).toEqual({ min: 0.001, max: 1, log: true });
    expect(heatScale([[-5, 100]])).toEqual({ min: -5, max: 100, log: false });
    expect(heatScale([[null], []])).toBeNull();
  });

  it("puts the middle in the middle, keeps what lies outside at the ends, and reads back", () => {
    const linear = { min: 0, max: 10, log: false };
    const log = { min: 0.01, max: 100, log: true };
    expect(shareOf(5, linear)).toBe(0.5);
    expect(shareOf(1, log)).toBeCloseTo(0.5, 12);
    expect([shareOf(-1, linear), shareOf(11, linear), shareOf(0, log)]).toEqual([0, 1, 0]);
    expect(shareOf(7, { min: 7, max: 7, log: false })).toBe(0.5);
    for (const share of [0, 0.3, 1]) expect(shareOf(valueAt(share, log), log)).toBeCloseTo(share, 9);
  });

  it("runs from viridis' violet to its yellow, ever brighter", () => {
    expect(heatColor(0)).toEqual([68, 1, 84]);
    expect(heatColor(1)).toEqual([253, 231, 37]);
    const brightness = Array.from({ length: 21 }, (_, i) => {
      const [red, green, blue] = heatColor(i / 20);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect([...brightness].sort((a, b) => a - b)).toEqual(brightness);
  });
});
