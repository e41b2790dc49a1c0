import { describe, expect, it } from "vitest";
import { parseArchSpec } from "../../../../src-main/common/arch/adapt";
import { analyse } from "../../../../src-main/common/arch/analysis";

const REQUIRED = {
  version: 1,
  name: "by hand",
  family: "residual",
  input: [3, 224, 224],
  classes: 1000,
  stem: "imagenet",
  stemWidth: 64,
  stages: [3, 4, 6, 3].map((blocks, s) => ({ blocks, width: 64 * 2 ** s, stride: s === 0 ? 1 : 2 })),
  shortcut: "B",
};

describe("a file with only the fields that are required", () => {
  it.each([
    ["basic", 21_797_672],
    ["bottleneck", 25_557_032],
  ])("is the paper's network of %s blocks", (block, params) => {
    expect(analyse(parseArchSpec({ ...REQUIRED, block })).params).toBe(params);
  });

  it("keeps the expansion that it gives", () => {
    expect(parseArchSpec({ ...REQUIRED, block: "bottleneck", expansion: 1 })).toMatchObject({ expansion: 1 });
  });
});
