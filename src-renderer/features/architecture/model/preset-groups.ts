/** The presets by kind, in the order in which they are offered. */
import { PRESETS, presetAliases } from "../../../../src-main/common/arch/presets";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";

const GROUPS = [
  "cifarResidual",
  "cifarPlain",
  "preactivation",
  "imagenetResidual",
  "imagenetPlain",
  "wide",
  "resnext",
  "squeezeExcitation",
  "resnetD",
  "vgg",
] as const;
export type PresetGroup = (typeof GROUPS)[number];

function groupOf(spec: ArchSpec): PresetGroup {
  if (spec.family === "vgg") return "vgg";
  if (spec.groups > 1) return "resnext";
  if (spec.seReduction !== null) return "squeezeExcitation";
  if (spec.stem === "deep") return "resnetD";
  if (spec.widthPerGroup > 64 || /^w/.test(spec.name)) return "wide";
  if (spec.activationOrder === "pre") return "preactivation";
  if (spec.stem === "cifar") return spec.shortcut === "none" ? "cifarPlain" : "cifarResidual";
  return spec.shortcut === "none" ? "imagenetPlain" : "imagenetResidual";
}

export const PRESET_GROUPS: readonly { id: PresetGroup; presets: readonly ArchSpec[] }[] = GROUPS.map((id) => ({
  id,
  presets: PRESETS.filter((preset) => groupOf(preset) === id),
}));

const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, "");

/** Whether a name, or another that it goes by, has the sought text in it; case, hyphens and underscores don't matter. */
export function matchesPreset(name: string, sought: string): boolean {
  return [name, ...presetAliases(name)].some((known) => plain(known).includes(plain(sought)));
}
