/** Maps and the windows that read them. */
import { describe, expect, it } from "vitest";
import { adaptSpec } from "../../../../../src-main/common/arch/adapt";
import { findPreset, PRESETS } from "../../../../../src-main/common/arch/presets";
import { codesOf, designed, labelsOf, problemOf, residual } from "./specs";

const vggAt = (height: number, width: number) => adaptSpec(findPreset("vgg16"), { input: [3, height, width] });

describe("a map that shrinks to nothing", () => {
  it("is told once, at the first layer, with the smallest input that does", () => {
    expect(codesOf(vggAt(16, 64))).toEqual(["MAP_COLLAPSED"]);
    const problem = problemOf(vggAt(16, 64), "MAP_COLLAPSED");
    expect(problem).toMatchObject({ address: "stage5/pool", values: { input: "3x16x64", output: "512x0x2" } });
    expect(labelsOf(problem)).toEqual(["Set the input to 3x32x64", "Leave out the stages from 5 on"]);
    expect(codesOf(vggAt(31, 64))).toContain("MAP_COLLAPSED");
  });

  it("may come from convolutions that nibble at it", () => {
    const problem = problemOf(designed([{ padding: 0 }, { padding: 0 }], {}, { shortcut: "none" }), "MAP_COLLAPSED");
    expect(labelsOf(problem)[0]).toBe("Pad every convolution so that it keeps the map");
  });

  it("may come from a stem that is too coarse", () => {
    const bare = designed([{ padding: 0 }, { padding: 2 }], {}, { stem: "imagenet", input: [3, 8, 8] });
    expect(labelsOf(problemOf(bare, "MAP_COLLAPSED"))).toContain("Use the CIFAR stem");
  });
});

describe("a kernel beyond its map", () => {
  it("is told with the share of weights that only meet padding", () => {
    const problem = problemOf(residual("resnet20", { input: [3, 4, 4] }), "KERNEL_EXCEEDS_MAP");
    // From 2x2 to 1x1 with stride 2, four of nine positions meet a pixel; on 1x1 only the middle does.
    expect(problem).toMatchObject({
      severity: "warning",
      address: "stage3/block1/conv1",
      values: { kernel: 3, map: "2x2", share: 56, layers: 6 },
    });
    const full = 64 * 64 * 9;
    expect(problem.values["wasted"]).toBe(Math.round((32 * 64 * 9 * 5) / 9 + (5 * full * 8) / 9));
    expect(labelsOf(problem)[0]).toBe("Set the input to 3x5x5");
  });

  it("is silent as long as every weight meets a pixel, and about 1x1 convolutions", () => {
    expect(codesOf(residual("resnet20", { input: [3, 5, 5] }))).toEqual([]);
    expect(
      codesOf(
        designed(
          [{ kernel: 1, padding: 0 }],
          {},
          { input: [3, 2, 2], stem: "none", stages: [{ blocks: 1, width: 8, stride: 2 }] },
        ),
      ),
    ).toEqual([]);
  });
});

describe("a receptive field that passes the image early", () => {
  it("is told at the end of the first stage, with the stem that waits longer", () => {
    const problem = problemOf(residual("resnet18", { input: [3, 32, 40] }), "RECEPTIVE_FIELD_EARLY");
    expect(problem).toMatchObject({
      address: "stage1/block2/relu2",
      values: { field: 43, side: 32, map: "8x10" },
    });
    expect(labelsOf(problem)).toEqual(["Use the CIFAR stem"]);
  });

  it("begins where the field is as large as the image", () => {
    expect(codesOf(residual("resnet18", { input: [3, 43, 43] }))).toContain("RECEPTIVE_FIELD_EARLY");
    expect(codesOf(residual("resnet18", { input: [3, 44, 44] }))).not.toContain("RECEPTIVE_FIELD_EARLY");
  });

  it.each([
    ["on an image that is large enough", residual("resnet18", { input: [3, 64, 64] })],
    [
      "on a large image, however deep the first stage",
      residual("resnet34", { stages: [{ blocks: 60, width: 64, stride: 1 }] }),
    ],
    ["with a stem made for small images", residual("resnet18", { stem: "cifar", input: [3, 32, 32] })],
  ])("is no problem %s", (_, spec) => {
    expect(codesOf(spec)).not.toContain("RECEPTIVE_FIELD_EARLY");
  });
});

describe("a window that leaves pixels unseen", () => {
  it("is told with the nearest size that loses none", () => {
    const problem = problemOf(vggAt(99, 130), "ODD_SIZE_LOSES_PIXELS");
    expect(problem).toMatchObject({ address: "stage1/pool", values: { map: "99x130", lost: 1, kernel: 2, stride: 2 } });
    expect(labelsOf(problem)).toEqual(["Set the input to 3x96x128"]);
  });

  it("is told with the larger of two sizes that are as near", () => {
    expect(labelsOf(problemOf(vggAt(112, 224), "ODD_SIZE_LOSES_PIXELS"))).toEqual(["Set the input to 3x128x224"]);
  });

  it("may leap past pixels", () => {
    const stages = residual("resnet20").stages.map((stage) => ({ ...stage, stride: 4 }));
    const problem = problemOf(residual("resnet20", { stages, input: [3, 80, 80] }), "STRIDE_EXCEEDS_KERNEL");
    expect(problem).toMatchObject({ address: "stage1/block1/conv1", values: { kernel: 3, stride: 4, layers: 3 } });
    expect(labelsOf(problem)).toEqual(["Set the strides to at most 3"]);
  });

  it.each([
    ["the paper's projections and padded windows, whatever the size", residual("resnet50", { input: [3, 97, 113] })],
    ["a 1x1 that carries the stride", residual("resnet50", { bottleneckStride: "1x1", input: [3, 225, 225] })],
    ["shortcut A", residual("resnet20", { input: [3, 33, 35] })],
  ])("is not said of %s", (_, spec) => {
    expect(codesOf(spec)).toEqual([]);
  });
});

describe("presets", () => {
  it("have no problem at their own size, nor CIFAR nets at Fashion-MNIST's", () => {
    for (const preset of PRESETS) {
      expect(codesOf(preset)).toEqual([]);
      if (preset.input[1] === 32) expect(codesOf(adaptSpec(preset, { input: [1, 28, 28], classes: 10 }))).toEqual([]);
    }
  });
});
