import { describe, expect, it } from "vitest";
import { depthOf, depthRule, snapDepth } from "../../../../src-main/common/arch/depth";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";

describe("depth", () => {
  it.each([
    ["resnet18", 18],
    ["resnet152", 152],
    ["resnet1202", 1202],
    ["plain34", 34],
    ["vgg16", 16],
    ["vgg19_bn", 19],
  ])("of %s is %i, as its name says", (name, depth) => {
    expect(depthOf(findPreset(name))).toBe(depth);
  });

  it("follows 6n + 2 on CIFAR and 9n + 2 with bottlenecks", () => {
    const resnet20 = findPreset("resnet20") as ResidualSpec;
    expect(depthRule(resnet20)).toEqual({ perN: 6, around: 2, n: 3, depth: 20 });
    expect(depthRule({ ...resnet20, block: "bottleneck" })).toEqual({ perN: 9, around: 2, n: 3, depth: 29 });
  });

  it("has no rule for stages of unequal length", () => {
    expect(depthRule(findPreset("resnet34") as ResidualSpec)).toBeNull();
  });

  it.each([
    [20, 3],
    [21, 3],
    [23, 3],
    [24, 4],
    [0, 1],
    [-5, 1],
    [1e9, 512],
  ])("snaps %i to n = %i", (wished, n) => {
    expect(snapDepth(wished, { perN: 6, around: 2 })).toBe(n);
  });
});
