import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { residualSpecSchema } from "../../../../src-main/common/arch/spec";
import { predictStepTime } from "../../../../src-main/common/arch/step-time";

/** Small enough to count by hand. */
const TINY = residualSpecSchema.parse({
  version: 1,
  name: "tiny",
  family: "residual",
  input: [3, 8, 8],
  classes: 10,
  stem: "cifar",
  stemWidth: 4,
  block: "basic",
  stages: [{ blocks: 1, width: 4, stride: 1 }],
  shortcut: "A",
});

describe("the work of a training step", () => {
  it("is counted from the layers", () => {
    const map = 4 * 4 * 8 * 8;
    expect(analyse(TINY).work).toEqual({
      // The first convolution has no gradient of its input: 2 instead of 3 times its multiply-accumulates.
      macs: 2 * (4 * 3 * 9 * 64) + 3 * (2 * (4 * 4 * 9 * 64) + 4 * 10),
      // Three norms that read and write twice, three activations, a sum of two maps, a pool to four values.
      bytes: 3 * 2 * (2 * map) + 3 * (2 * map) + 3 * map + (map + 4 * 4),
      // Four layers with weights count twice; three norms, three activations, sum and pool once.
      launches: 2 * 4 + 3 + 3 + 2,
      weights: 4 * analyse(TINY).params,
    });
  });

  it("starts a kernel for each group's gradients", () => {
    const grouped = analyse(findPreset("resnext50_32x4d")).work.launches;
    const plain = analyse(findPreset("resnet50")).work.launches;
    expect(grouped - plain).toBe(16 * (1 + 2 * 32 - 2));
  });

  it("takes the time that its quantities cost", () => {
    const costs = { macs: 1e-9, bytes: 1e-8, launches: 1e-3, weights: 1e-7 };
    const { work } = analyse(TINY);
    const { seconds, uncertainty } = predictStepTime({ work }, 5, { costs, uncertainty: 0.1 });
    const byHand = 5 * (work.macs * 1e-9 + work.bytes * 1e-8) + work.launches * 1e-3 + work.weights * 1e-7;
    expect(seconds).toBeCloseTo(byHand, 12);
    expect(uncertainty).toBe(0.1);
  });
});
