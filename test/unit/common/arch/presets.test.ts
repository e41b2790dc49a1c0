/** Every preset's counts against torchvision's metadata and, for the CIFAR nets, the layers of He et al. 2015. */
import { describe, expect, it } from "vitest";
import { adaptSpec } from "../../../../src-main/common/arch/adapt";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";

/** Parameters and MACs by depth; shortcut A costs nothing, so plain nets have the same. */
const CIFAR: Readonly<Record<number, readonly [number, number]>> = {
  20: [269_722, 40_551_040],
  32: [464_154, 68_862_592],
  44: [658_586, 97_174_144],
  56: [853_018, 125_485_696],
  110: [1_727_962, 252_887_680],
};

/** [preset, parameters, MACs] at the preset's own input and classes. */
const COUNTS: readonly (readonly [string, number, number])[] = [
  ["resnet18", 11_689_512, 1_814_073_344],
  ["resnet34", 21_797_672, 3_663_761_408],
  ["resnet50", 25_557_032, 4_089_184_256],
  ["resnet101", 44_549_160, 7_801_405_440],
  ["resnet152", 60_192_808, 11_513_626_624],
  ["wide_resnet50_2", 68_883_240, 11_398_021_120],
  ["resnext50_32x4d", 25_028_904, 4_230_479_872],
  ["wide_resnet101_2", 126_886_696, 22_753_050_624],
  ["resnext101_32x8d", 88_791_336, 16_414_015_488],
  ["plain18", 11_515_688, 1_794_805_760],
  ["plain34", 21_623_848, 3_644_493_824],
  ["vgg11", 132_863_336, 7_609_090_048],
  ["vgg11_bn", 132_868_840, 7_609_090_048],
  ["vgg13", 133_047_848, 11_308_466_176],
  ["vgg13_bn", 133_053_736, 11_308_466_176],
  ["vgg16", 138_357_544, 15_470_264_320],
  ["vgg16_bn", 138_365_992, 15_470_264_320],
  ["vgg19", 143_667_240, 19_632_062_464],
  ["vgg19_bn", 143_678_248, 19_632_062_464],
  ...[20, 32, 44, 56, 110].flatMap((depth) => {
    const [params, macs] = CIFAR[depth] ?? [0, 0];
    return [[`resnet${depth}`, params, macs] as const, [`plain${depth}`, params, macs] as const];
  }),
  ["resnet1202", 19_421_274, 2_829_238_912],
  ["resnet50d", 25_576_264, 4_328_824_832],
  ["se_resnet50", 28_088_024, 4_091_699_200],
  ["preact_resnet110", 1_730_522, 253_149_824],
  ["preact_resnet164", 1_703_258, 247_646_720],
  ["wrn_28_10", 36_479_194, 5_243_328_768],
  ["resnext29_8x64d", 34_426_698, 5_387_266_048],
];

describe("presets", () => {
  it.each(COUNTS)("%s has %i parameters and %i MACs", (name, params, macs) => {
    const analysis = analyse(findPreset(name));
    expect({ params: analysis.params, macs: analysis.macs, problems: analysis.problems }).toEqual({
      params,
      macs,
      problems: [],
    });
  });

  it("covers every preset", () => {
    expect(COUNTS.map(([name]) => name).sort()).toEqual(PRESETS.map((preset) => preset.name).sort());
  });

  it.each([
    [20, 272_474],
    [32, 466_906],
    [44, 661_338],
    [56, 855_770],
    [110, 1_730_714],
    [1202, 19_424_026],
  ])("resnet%i with shortcut B has %i parameters", (depth, params) => {
    expect(analyse(adaptSpec(findPreset(`resnet${depth}`), { shortcut: "B" })).params).toBe(params);
  });

  it("counts the paper's bottleneck stride too", () => {
    const v1: ResidualSpec = { ...(findPreset("resnet50") as ResidualSpec), bottleneckStride: "1x1" };
    expect(analyse(v1).macs).toBe(3_857_973_248);
  });

  it("names the nearest preset", () => {
    expect(() => findPreset("resnet19")).toThrow(/No preset is called "resnet19"; did you mean resnet1\d\??/);
  });
});
