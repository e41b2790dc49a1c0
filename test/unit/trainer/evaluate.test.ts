import { describe, expect, it } from "vitest";
import { evaluate } from "../../../src-main/trainer/evaluate";
import { fakeModel } from "./fake-model";

const split = (labels: number[]) => ({
  input: [1, 1, 2] as const,
  images: Uint8Array.from({ length: labels.length * 2 }, (_, i) => i),
  labels: Int32Array.from(labels),
  count: labels.length,
});

describe("evaluate", () => {
  it("scores every image once and weighs the last, smaller batch by its size", async () => {
    const model = fakeModel();
    const seen: number[][] = [];
    const evaluateBatch = model.evaluateBatch.bind(model);
    model.evaluateBatch = (images, labels) => {
      seen.push([...images]);
      return evaluateBatch(images, labels);
    };
    // Means of the batches are 0 and 6: their plain mean would be 3.
    expect(await evaluate(model, split([0, 0, 0, 0, 6]), 4)).toEqual({ loss: 1.2, accuracy: 0.8, count: 5 });
    expect(seen).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7],
      [8, 9],
    ]);
  });

  it("has no word for a loss that is no number but null", async () => {
    const model = fakeModel();
    model.evaluateBatch = () => ({ loss: Number.NaN, accuracy: 0, count: 1 });
    expect(await evaluate(model, split([1]), 4)).toEqual({ loss: null, accuracy: 0, count: 1 });
  });

  it("stops between batches when asked", async () => {
    const answers = [false, true];
    expect(await evaluate(fakeModel(), split([1, 2]), 1, () => answers.shift() ?? true)).toBeNull();
    expect(answers).toEqual([]);
  });
});
