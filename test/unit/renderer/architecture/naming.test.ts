import { describe, expect, it } from "vitest";
import { designOf } from "../../../../src-main/common/arch/block-design";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import { suggestName } from "../../../../src-renderer/features/architecture/model/naming";
import { findStart, nearestStart } from "../../../../src-renderer/features/architecture/model/starts";

const residual = (name: string) => findPreset(name) as ResidualSpec;
const withBlocks = (spec: ResidualSpec, n: number, widen = 1): ResidualSpec => ({
  ...spec,
  stages: spec.stages.map((stage) => ({ ...stage, blocks: n, width: stage.width * widen })),
});
const called = (spec: ResidualSpec) => suggestName(spec, "base");

describe("names", () => {
  it.each(PRESETS)("know $name", (preset) => {
    expect(suggestName({ ...preset, name: "", classes: 7, input: [1, 28, 28] }, "base")).toBe(preset.name);
  });

  it.each([
    ["resnet20", (spec) => withBlocks(spec, 6), "resnet38"],
    ["plain20", (spec) => withBlocks(spec, 6), "plain38"],
    ["preact_resnet110", (spec) => withBlocks(spec, 9), "preact_resnet56"],
    ["preact_resnet164", (spec) => withBlocks(spec, 111), "preact_resnet1001"],
    ["wrn_28_10", (spec) => withBlocks(spec, 6, 0.4), "wrn_40_4"],
    ["wrn_28_10", (spec) => withBlocks(spec, 2, 0.8), "wrn_16_8"],
    ["resnext29_8x64d", (spec) => ({ ...spec, groups: 16 }), "resnext29_16x64d"],
    ["resnext50_32x4d", (spec) => ({ ...spec, groups: 2, widthPerGroup: 40 }), "resnext50_2x40d"],
    ["resnext101_32x8d", (spec) => ({ ...spec, groups: 64, widthPerGroup: 4 }), "resnext101_64x4d"],
    ["wide_resnet50_2", (spec) => ({ ...spec, widthPerGroup: 192 }), "wide_resnet50_3"],
    ["resnet101", (spec) => ({ ...spec, seReduction: 16 }), "se_resnet101"],
    ["resnet34", (spec) => ({ ...spec, stem: "deep", projectionPooling: "average-pool" }), "resnet34d"],
    ["resnet34", (spec) => ({ ...spec, block: designOf(spec) }), "resnet34"],
    ["resnet20", (spec) => ({ ...spec, shortcut: "C" }), "base-custom"],
    ["wide_resnet50_2", (spec) => ({ ...spec, widthPerGroup: 100 }), "base-custom"],
  ] as [string, (spec: ResidualSpec) => ResidualSpec, string][])(
    "made from %s as its paper would: %o is %s",
    (preset, edit, name) => {
      expect(called(edit(residual(preset)))).toBe(name);
    },
  );
});

describe("starts", () => {
  it.each([...PRESETS, ...SAMPLES.map(({ spec }) => spec)])(
    "are found by the name of $name, also when edited",
    (spec) => {
      expect(findStart(spec.name)).toEqual(spec);
      expect(nearestStart(spec)).toBe(spec.name);
      expect(nearestStart({ ...spec, name: `${spec.name}-custom`, classes: 3 })).toBe(spec.name);
    },
  );

  it("are the nearest preset for what has another name", () => {
    expect(nearestStart({ ...residual("se_resnet50"), name: "mine", stemWidth: 32 })).toBe("se_resnet50");
  });
});
