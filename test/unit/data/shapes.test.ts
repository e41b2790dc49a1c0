import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DATASETS } from "../../../src-main/common/data/datasets";
import { drawShapes, type ShapesSplit } from "../../../src-main/common/data/shapes/draw";

const { input, classes, mean, std } = DATASETS.shapes;

function draw(split: ShapesSplit, count: number) {
  const target = { input, images: new Uint8Array(count * 3072), labels: new Int32Array(count), count };
  drawShapes(split, target);
  return target;
}
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("the shapes set", () => {
  it("is the same on every machine: a change of these sums is a new set", () => {
    expect(sha256(draw("train", 100).images)).toBe("62cd825ab6c490e72d55165eb8db54d725d2e4025e936cd0ab1cc62a47e417d0");
    expect(sha256(draw("test", 100).images)).toBe("fc6df87772de1964488a2caa972410e1148a00c0b63c09930bf25e2b5f3847ce");
  });

  it("has the same nth picture however many are drawn", () => {
    expect(Buffer.compare(draw("train", 30).images, draw("train", 60).images.subarray(0, 30 * 3072))).toBe(0);
  });

  it("takes turns with its classes", () => {
    const { labels } = draw("test", 25);
    expect([...labels]).toEqual(Array.from({ length: 25 }, (_, i) => i % classes.length));
  });

  it("repeats no picture, within a split or across them", () => {
    const pictures = (["train", "test"] as const).flatMap((split) => {
      const { images, count } = draw(split, 200);
      return Array.from({ length: count }, (_, i) => sha256(images.subarray(i * 3072, (i + 1) * 3072)));
    });
    expect(new Set(pictures).size).toBe(400);
  });

  it("has the statistics that its row says", () => {
    const { images } = draw("train", 1000);
    for (const channel of [0, 1, 2] as const) {
      const values = Float64Array.from({ length: images.length / 3 }, (_, i) => (images[i * 3 + channel] ?? 0) / 255);
      const average = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
      expect(Math.abs(average - (mean[channel] ?? 0))).toBeLessThan(0.02);
      expect(Math.abs(Math.sqrt(variance) - (std[channel] ?? 0))).toBeLessThan(0.01);
    }
  });

  it("does not tell its classes by colour", () => {
    const { images, labels, count } = draw("train", 1000);
    const averages = classes.map((_, label) => {
      const sums = [0, 0, 0];
      for (let i = 0; i < count; i++) {
        if (labels[i] !== label) continue;
        for (let at = 0; at < 3072; at++) sums[at % 3] = (sums[at % 3] ?? 0) + (images[i * 3072 + at] ?? 0);
      }
      return sums.map((sum) => sum / ((count / classes.length) * 1024));
    });
    for (const channel of [0, 1, 2]) {
      const values = averages.map((average) => average[channel] ?? 0);
      // Six standard errors of such a mean; one picture's average spreads by about 62.
      expect(Math.max(...values) - Math.min(...values)).toBeLessThan(6 * (62 / Math.sqrt(100)));
    }
  });
});
