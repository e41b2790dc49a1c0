import { describe, expect, it } from "vitest";
import { throughputAfter } from "../../../../src-main/common/run/throughput";

describe("a run's throughput", () => {
  it("begins with the first report that says something", () => {
    expect(throughputAfter(null, 0)).toBeNull();
    expect(throughputAfter(null, 400)).toBe(400);
    expect(throughputAfter(400, 0)).toBe(400);
  });

  it("is not thrown about by one slow step, and follows a lasting change", () => {
    const slowStep = throughputAfter(400, 100) ?? 0;
    expect(slowStep).toBe(385);
    const lasting = Array.from({ length: 200 }).reduce<number | null>((speed) => throughputAfter(speed, 100), 400);
    expect(lasting).toBeCloseTo(100, 0);
  });
});
