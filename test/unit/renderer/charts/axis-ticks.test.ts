import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisTicks, widenNarrow } from "../../../../src-renderer/charts/axis-ticks";

describe("axisTicks", () => {
  it.each([
    { min: 0, max: 621, count: 7, kind: "whole", ticks: [0, 100, 200, 300, 400, 500, 600] },
    { min: 133, max: 262, count: 7, kind: "whole", ticks: [140, 160, 180, 200, 220, 240, 260] },
    { min: 0, max: 3, count: 8, kind: "whole", ticks: [0, 1, 2, 3] },
    { min: 0, max: 0.6, count: 6, kind: "number", ticks: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
    { min: 0, max: 181, count: 7, kind: "time", ticks: [0, 30, 60, 90, 120, 150, 180] },
    { min: 0, max: 20_000, count: 6, kind: "time", ticks: [0, 3600, 7200, 10_800, 14_400, 18_000] },
    { min: 0, max: 400_000, count: 5, kind: "time", ticks: [0, 86_400, 172_800, 259_200, 345_600] },
    { min: 0.2, max: 0.9, count: 4, kind: "time", ticks: [0.2, 0.4, 0.6, 0.8] },
    { min: 5, max: 5, count: 7, kind: "number", ticks: [5] },
  ] as const)("from $min to $max as $kind", ({ min, max, count, kind, ticks }) => {
    expect(axisTicks(min, max, count, kind)).toEqual(ticks);
  });

  it("stays inside and is never crowded", () => {
    const kind = fc.constantFrom("number", "whole", "time" as const);
    const bound = fc.double({ min: 1e-3, max: 1e8, noNaN: true });
    fc.assert(
      fc.property(bound, bound, fc.integer({ min: 2, max: 12 }), kind, (start, length, count, of) => {
        const max = start + length;
        fc.pre(max > start);
        const ticks = axisTicks(start, max, count, of as "number");
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(start - length * 1e-6 - 1e-9);
          expect(tick).toBeLessThanOrEqual(max + length * 1e-6 + 1e-9);
        }
      }),
    );
  });
});

describe("widenNarrow", () => {
  it.each([
    ["a constant rate", { min: 0.1, max: 0.1 }, { min: 0, max: 0.1 }],
    ["a cosine's first steps", { min: 0.09999, max: 0.1 }, { min: 0, max: 0.1 }],
    ["a range whose numbers differ", { min: 0.09, max: 0.1 }, { min: 0.09, max: 0.1 }],
    ["values about zero", { min: -1, max: 0.001 }, { min: -1, max: 0.001 }],
  ])("%s", (_, range, expected) => {
    widenNarrow(range);
    expect(range).toEqual(expected);
  });
});
