import { describe, expect, it } from "vitest";
import type { RunConfig } from "../../../../src-main/common/train/run-config";
import { rateCurve, ratePath, unknownSteps } from "../../../../src-renderer/features/new-run/rate-curve";
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

describe("a warm-up until the error falls", () => {
  const waiting: RunConfig = {
    ...config,
    schedule: { kind: "constant" },
    warmup: { kind: "untilError", factor: 0.1, error: 0.8 },
  };
  const length = { totalSteps: 100, stepsPerEpoch: 10 };

  it("is drawn as the low rate for a part of the run that stands for it", () => {
    const curve = rateCurve(waiting, length, 100);
    const low = unknownSteps(waiting, length);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(50);
    expect(curve.filter(({ rate }) => rate < 0.05).map(({ step }) => step)).toEqual(
      Array.from({ length: low }, (_, index) => index + 1),
    );
    expect(curve[0]?.rate).toBeCloseTo(0.01, 12);
    expect(curve.at(-1)?.rate).toBe(0.1);
  });

  it("is the only one that isn't known", () => {
    const linear: RunConfig = { ...config, warmup: { kind: "linear", unit: "steps", count: 10, factor: 0.5 } };
    expect([unknownSteps(config, length), unknownSteps(linear, length)]).toEqual([0, 0]);
    expect(rateCurve({ ...linear, schedule: { kind: "constant" } }, length, 100).slice(0, 3)).toEqual([
      { step: 1, rate: 0.05 },
      { step: 2, rate: 0.1 * 0.55 },
      { step: 3, rate: 0.1 * 0.6 },
    ]);
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
