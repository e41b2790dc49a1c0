/** The named architectures, as rows of data. */
import { ResiduaError } from "../errors";
import { nearestName } from "../nearest";
import { type ArchSpec, archSpecSchema, type BlockKind, type ResidualSpec, type VggSpec } from "./spec";

const IMAGENET = { version: 1, input: [3, 224, 224], classes: 1000 } as const;
const CIFAR = { version: 1, input: [3, 32, 32], classes: 10 } as const;
const UNGROUPED = { groups: 1, widthPerGroup: 64, bottleneckStride: "3x3" } as const;

/** He et al., table 1: four stages of 64 to 512 channels. */
function imagenetNet(
  name: string,
  block: BlockKind,
  blocks: readonly number[],
  options: Partial<Pick<ResidualSpec, "shortcut" | "groups" | "widthPerGroup">> = {},
): ResidualSpec {
  return {
    ...IMAGENET,
    input: [...IMAGENET.input],
    name,
    family: "residual",
    stem: "imagenet",
    stemWidth: 64,
    block,
    expansion: block === "bottleneck" ? 4 : 1,
    stages: blocks.map((count, s) => ({ blocks: count, width: 64 * 2 ** s, stride: s === 0 ? 1 : 2 })),
    shortcut: "B",
    ...UNGROUPED,
    ...options,
  };
}

/** He et al., section 4.2: 6n+2 layers, three stages of 16, 32 and 64 channels, shortcut A. */
function cifarNet(name: string, depth: number, shortcut: "A" | "none"): ResidualSpec {
  const blocks = (depth - 2) / 6;
  return {
    ...CIFAR,
    input: [...CIFAR.input],
    name,
    family: "residual",
    stem: "cifar",
    stemWidth: 16,
    block: "basic",
    expansion: 1,
    stages: [16, 32, 64].map((width, s) => ({ blocks, width, stride: s === 0 ? 1 : 2 })),
    shortcut,
    ...UNGROUPED,
  };
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
  imagenetNet("resnext50_32x4d", "bottleneck", [3, 4, 6, 3], { groups: 32, widthPerGroup: 4 }),
  imagenetNet("plain18", "basic", [2, 2, 2, 2], { shortcut: "none" }),
  imagenetNet("plain34", "basic", [3, 4, 6, 3], { shortcut: "none" }),
  ...[20, 32, 44, 56, 110, 1202].map((depth) => cifarNet(`resnet${depth}`, depth, "A")),
  ...[20, 32, 44, 56, 110].map((depth) => cifarNet(`plain${depth}`, depth, "none")),
  ...VGG_CONVS.flatMap(([name, convs]) => [vggNet(name, convs, false), vggNet(`${name}_bn`, convs, true)]),
];

export function presetNames(): string[] {
  return PRESETS.map((preset) => preset.name);
}

/** A copy of the preset, free to edit. @throws ResiduaError UNKNOWN_PRESET with the nearest name. */
export function findPreset(name: string): ArchSpec {
  const preset = PRESETS.find((candidate) => candidate.name === name);
  if (preset) return archSpecSchema.parse(preset);
  const nearest = nearestName(name, presetNames());
  const hint = nearest ? `did you mean ${nearest}?` : "`residua presets` lists them.";
  throw new ResiduaError("UNKNOWN_PRESET", `No preset is called "${name}"; ${hint}`);
}
