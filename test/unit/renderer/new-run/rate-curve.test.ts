import { describe, expect, it } from "vitest";
import { rateCurve, ratePath } from "../../../../src-renderer/features/new-run/rate-curve";
import { config } from "../live/builders";

describe("rateCurve", () => {
  it("runs from the first step to the last", () => {
    const curve = rateCurve(
      { ...config, schedule: { kind: "constant" } },
      { totalSteps: 1_000_000, stepsPerEpoch: 4 },
      200,
    );
    expect([curve.length, curve[0], curve.at(-1)]).toEqual([
      200,
      { step: 1, rate: 0.1 },
      { step: 1_000_000, rate: 0.1 },
    ]);
  });

  it("takes every step of a short run, and survives a run of one", () => {
    expect(rateCurve(config, { totalSteps: 3, stepsPerEpoch: 4 }, 200).map((point) => point.step)).toEqual([1, 2, 3]);
    expect(ratePath(rateCurve(config, { totalSteps: 1, stepsPerEpoch: 4 }, 200), 100, 50)).toBe("M0.0 0.0");
  });
});

describe("ratePath", () => {
  it("puts the largest rate at the top and zero at the bottom", () => {
    const points = [
      { step: 1, rate: 0 },
      { step: 6, rate: 4 },
      { step: 11, rate: 1 },
    ];
    expect(ratePath(points, 100, 40)).toBe("M0.0 40.0L50.0 0.0L100.0 30.0");
  });

  it("draws a rate of zero along the bottom", () => {
    expect(
      ratePath(
        [
          { step: 1, rate: 0 },
          { step: 2, rate: 0 },
        ],
        10,
        40,
      ),
    ).toBe("M0.0 40.0L10.0 40.0");
  });
});
