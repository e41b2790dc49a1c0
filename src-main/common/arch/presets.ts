/** The named architectures, as rows of data. */
import type { z } from "zod";
import { ResiduaError } from "../errors";
import { nearestName } from "../nearest";
import {
  type ArchSpec,
  archSpecSchema,
  type BlockKind,
  type ResidualSpec,
  residualSpecSchema,
  type VggSpec,
} from "./spec";

const IMAGENET = { version: 1, input: [3, 224, 224], classes: 1000 } as const;
const CIFAR = { version: 1, input: [3, 32, 32], classes: 10 } as const;

type Options = Partial<Omit<z.input<typeof residualSpecSchema>, "version" | "name" | "family" | "block" | "stages">>;

/** He et al. 2015, table 1: four stages of 64 to 512 channels. */
function imagenetNet(name: string, block: BlockKind, blocks: readonly number[], options: Options = {}): ResidualSpec {
  return residualSpecSchema.parse({
    ...IMAGENET,
    name,
    family: "residual",
    stem: "imagenet",
    stemWidth: 64,
    block,
    expansion: block === "bottleneck" ? 4 : 1,
    stages: blocks.map((count, s) => ({ blocks: count, width: 64 * 2 ** s, stride: s === 0 ? 1 : 2 })),
    shortcut: "B",
    ...options,
  });
}

/** Section 4.2 and its followers: three stages of n blocks each, the width doubling, on 32x32 images. */
function cifarNet(name: string, block: BlockKind, n: number, width: number, options: Options): ResidualSpec {
  return residualSpecSchema.parse({
    ...CIFAR,
    name,
    family: "residual",
    stem: "cifar",
    stemWidth: 16,
    block,
    expansion: block === "bottleneck" ? 4 : 1,
    stages: [1, 2, 4].map((factor, s) => ({ blocks: n, width: width * factor, stride: s === 0 ? 1 : 2 })),
    shortcut: "B",
    ...options,
  });
}

/** 6n+2 layers of 16, 32 and 64 channels, with shortcut A or none. */
function paperNet(depth: number, shortcut: "A" | "none"): ResidualSpec {
  const name = `${shortcut === "none" ? "plain" : "resnet"}${depth}`;
  return cifarNet(name, "basic", (depth - 2) / 6, 16, { shortcut });
}

/** VGG's configurations A, B, D and E: convolutions per stage. */
function vggNet(name: string, convs: readonly number[], batchNorm: boolean): VggSpec {
  const widths = [64, 128, 256, 512, 512];
  const stages = convs.map((count, s) => Array.from({ length: count }, () => widths[s] ?? 512));
  return { ...IMAGENET, input: [...IMAGENET.input], name, family: "vgg", stages, batchNorm };
}

const VGG_CONVS = [
  ["vgg11", [1, 1, 2, 2, 2]],
  ["vgg13", [2, 2, 2, 2, 2]],
  ["vgg16", [2, 2, 3, 3, 3]],
  ["vgg19", [2, 2, 4, 4, 4]],
] as const;

export const PRESETS: readonly ArchSpec[] = [
  imagenetNet("resnet18", "basic", [2, 2, 2, 2]),
  imagenetNet("resnet34", "basic", [3, 4, 6, 3]),
  imagenetNet("resnet50", "bottleneck", [3, 4, 6, 3]),
  imagenetNet("resnet101", "bottleneck", [3, 4, 23, 3]),
  imagenetNet("resnet152", "bottleneck", [3, 8, 36, 3]),
  imagenetNet("wide_resnet50_2", "bottleneck", [3, 4, 6, 3], { widthPerGroup: 128 }),
  imagenetNet("wide_resnet101_2", "bottleneck", [3, 4, 23, 3], { widthPerGroup: 128 }),
  imagenetNet("resnext50_32x4d", "bottleneck", [3, 4, 6, 3], { groups: 32, widthPerGroup: 4 }),
  imagenetNet("resnext101_32x8d", "bottleneck", [3, 4, 23, 3], { groups: 32, widthPerGroup: 8 }),
  imagenetNet("plain18", "basic", [2, 2, 2, 2], { shortcut: "none" }),
  imagenetNet("plain34", "basic", [3, 4, 6, 3], { shortcut: "none" }),
  // He et al. 2019, arXiv 1812.01187, figure 2: the stem of C and the projection of D.
  imagenetNet("resnet50d", "bottleneck", [3, 4, 6, 3], { stem: "deep", projectionPooling: "average-pool" }),
  // Hu et al. 2018, arXiv 1709.01507.
  imagenetNet("se_resnet50", "bottleneck", [3, 4, 6, 3], { seReduction: 16 }),
  ...[20, 32, 44, 56, 110, 1202].map((depth) => paperNet(depth, "A")),
  ...[20, 32, 44, 56, 110].map((depth) => paperNet(depth, "none")),
  // He et al. 2016, arXiv 1603.05027: 6n+2 layers of basic blocks, 9n+2 of bottlenecks.
  cifarNet("preact_resnet110", "basic", 18, 16, { activationOrder: "pre" }),
  cifarNet("preact_resnet164", "bottleneck", 18, 16, { activationOrder: "pre" }),
  // Zagoruyko and Komodakis 2016, arXiv 1605.07146: depth 28 counts the three projections and not the linear layer.
  cifarNet("wrn_28_10", "basic", 4, 160, { activationOrder: "pre" }),
  // Xie et al. 2017, arXiv 1611.05431, section 5.2.
  cifarNet("resnext29_8x64d", "bottleneck", 3, 64, { stemWidth: 64, groups: 8, widthPerGroup: 64 }),
  ...VGG_CONVS.flatMap(([name, convs]) => [vggNet(name, convs, false), vggNet(`${name}_bn`, convs, true)]),
];

/** Other names that the same architectures go by. */
const ALIASES: Readonly<Record<string, string>> = {
  preresnet110: "preact_resnet110",
  preresnet164: "preact_resnet164",
  resnext29: "resnext29_8x64d",
  wrn28_10: "wrn_28_10",
  wide_resnet28_10: "wrn_28_10",
  seresnet50: "se_resnet50",
};

export function presetNames(): string[] {
  return PRESETS.map((preset) => preset.name);
}

/** Other names of a preset, for searching. */
export function presetAliases(name: string): string[] {
  return Object.keys(ALIASES).filter((alias) => ALIASES[alias] === name);
}

/**
 * A copy of the preset, free to edit. Hyphens may stand for underscores and case doesn't matter: WRN-28-10.
 * @throws ResiduaError UNKNOWN_PRESET with the nearest name.
 */
export function findPreset(name: string): ArchSpec {
  const plain = name.toLowerCase().replaceAll("-", "_");
  const wanted = Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : plain;
  const preset = PRESETS.find((candidate) => candidate.name === wanted);
  if (preset) return archSpecSchema.parse(preset);
  const nearest = nearestName(name, presetNames());
  const hint = nearest ? `did you mean ${nearest}?` : "`residua presets` lists them.";
  throw new ResiduaError("UNKNOWN_PRESET", `No preset is called "${name}"; ${hint}`);
}
