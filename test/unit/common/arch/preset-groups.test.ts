import { expect, it } from "vitest";
import { PRESET_GROUPS } from "../../../../src-main/common/arch/preset-groups";
import { presetNames } from "../../../../src-main/common/arch/presets";

it("every preset is of one kind, and no kind is empty", () => {
  const grouped = PRESET_GROUPS.flatMap(({ presets }) => presets.map(({ name }) => name));
  expect(grouped.sort()).toEqual(presetNames().sort());
  expect(PRESET_GROUPS.filter(({ presets }) => presets.length === 0)).toEqual([]);
});

it.each([
  ["resnet56", "cifarResidual"],
  ["plain34", "imagenetPlain"],
  ["wrn_28_10", "wide"],
  ["resnext29_8x64d", "resnext"],
  ["preact_resnet164", "preactivation"],
  ["vgg19_bn", "vgg"],
])("%s is %s", (name, group) => {
  const found = PRESET_GROUPS.find(({ presets }) => presets.some((preset) => preset.name === name));
  expect(found?.id).toBe(group);
});
