import { describe, expect, it } from "vitest";
import { trainBatch } from "../../../src-main/trainer/train-batch";
import { WarmUp } from "../../../src-main/trainer/warm-up";

const RESNET110 = { kind: "untilError", factor: 0.1, error: 0.8 } as const;

describe("a warm-up that waits for the training error", () => {
  it("ends for good once the mean of a hundred steps is below", () => {
    const warmUp = new WarmUp(RESNET110, undefined);
    const factors: number[] = [];
    for (let step = 0; step < 300; step++) {
      factors.push(warmUp.factor());
      // One answer in ten is right for 100 steps, then four in ten.
      warmUp.observe(step < 100 ? 0.1 : 0.4);
    }
    const ended = factors.indexOf(1);
    // n of a hundred errors at 0.6, the others at 0.9: below 0.8 from n = 34 on.
    expect(ended).toBe(134);
    expect(factors.slice(0, ended).every((factor) => factor === 0.1)).toBe(true);
    expect(factors.slice(ended).every((factor) => factor === 1)).toBe(true);
  });

  it("is not fooled by its first lucky steps", () => {
    const warmUp = new WarmUp(RESNET110, undefined);
    for (let step = 0; step < 99; step++) warmUp.observe(1);
    expect(warmUp.factor()).toBe(0.1);
  });

  it("goes on from what a checkpoint kept", () => {
    const first = new WarmUp(RESNET110, undefined);
    for (let step = 0; step < 60; step++) first.observe(0.5);
    const second = new WarmUp(RESNET110, structuredClone(first.state));
    for (let step = 0; step < 39; step++) second.observe(0.5);
    expect(second.factor()).toBe(0.1);
    second.observe(0.5);
    expect(second.factor()).toBe(1);
  });

  it("leaves every other warm-up to the schedule", () => {
    expect(new WarmUp(undefined, undefined).factor()).toBe(1);
    expect(new WarmUp({ kind: "linear", unit: "steps", count: 9, factor: 0 }, undefined).factor()).toBe(1);
  });
});

describe("a batch in parts", () => {
  it("is seen once, in order, and scored as a whole", () => {
    const seen: [string, number[], number[]][] = [];
    const score = (kind: string) => (images: Uint8Array, labels: Int32Array) => {
      seen.push([kind, [...images], [...labels]]);
      return { loss: seen.length, accuracy: seen.length / 10 };
    };
    const model = { accumulate: score("accumulate"), trainStep: score("step") };
    const batch = { images: Uint8Array.of(1, 2, 3, 4, 5, 6), labels: Int32Array.of(7, 8, 9) };
    const { loss, accuracy } = trainBatch(model, batch, 3, 0.1, false);
    expect(seen).toEqual([
      ["accumulate", [1, 2], [7]],
      ["accumulate", [3, 4], [8]],
      ["step", [5, 6], [9]],
    ]);
    expect([loss, accuracy].map((value) => value.toFixed(6))).toEqual(["2.000000", "0.200000"]);
  });
});
