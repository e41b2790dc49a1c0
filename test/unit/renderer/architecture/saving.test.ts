import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import { savingOf } from "../../../../src-renderer/features/architecture/model/saving";

const resnet50 = findPreset("resnet50") as ResidualSpec;
const MAP = 56 * 56;

describe("a bottleneck's saving", () => {
  it("is the paper's at width 64 and expansion 4", () => {
    // 64·256 + 3·3·64·64 + 256·64 against two of 3·3·256·256.
    expect(savingOf(resnet50)).toEqual({
      width: 256,
      block: { weights: 69_632, macs: 69_632 * MAP },
      basic: { weights: 1_179_648, macs: 1_179_648 * MAP },
    });
  });

  it.each([
    [0.25, 2 * 64 * 16 + 36_864, 2 * 9 * 16 * 16],
    [1, 2 * 64 * 64 + 36_864, 2 * 9 * 64 * 64],
    [2.5, 2 * 64 * 160 + 36_864, 2 * 9 * 160 * 160],
    [8, 2 * 64 * 512 + 36_864, 2 * 9 * 512 * 512],
  ])("follows the expansion: at %d it is %i against %i weights", (expansion, block, basic) => {
    const saving = savingOf({ ...resnet50, expansion });
    expect([saving?.block.weights, saving?.basic.weights]).toEqual([block, basic]);
  });

  it("counts groups, and convolutions alone: no biases, projections or gates", () => {
    const grouped = savingOf(findPreset("resnext50_32x4d") as ResidualSpec);
    expect(grouped?.block.weights).toBe(256 * 128 + (9 * 128 * 128) / 32 + 128 * 256);
    expect(savingOf({ ...resnet50, norm: "none", shortcut: "C", seReduction: 4 })).toEqual(savingOf(resnet50));
  });

  it("is of blocks written by hand too, and of none that are basic", () => {
    const block = {
      convs: [{ kernel: 3, padding: 1, strided: true, grouped: false }],
      projection: "strided",
      merge: "add",
    };
    const single = { ...resnet50, expansion: 1, block } as ResidualSpec;
    expect(savingOf(single)).toMatchObject({ width: 64, block: { weights: 36_864 }, basic: { weights: 73_728 } });
    expect(savingOf(findPreset("resnet18") as ResidualSpec)).toBeNull();
  });
});
