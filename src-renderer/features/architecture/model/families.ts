/** Networks that are named after their numbers: a preset of another depth, width or cardinality has the paper's name too. */
import { depthOf, depthRule } from "../../../../src-main/common/arch/depth";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";

interface Family {
  preset: string;
  /** What a spec may have of its own and still belong; null when it can't. */
  own(spec: ResidualSpec, preset: ResidualSpec): Partial<ResidualSpec> | null;
  name(member: ResidualSpec): string;
}

const FAMILIES: readonly Family[] = [
  { preset: "resnet20", own: equalStages, name: (member) => `resnet${depthOf(member)}` },
  { preset: "plain20", own: equalStages, name: (member) => `plain${depthOf(member)}` },
  { preset: "preact_resnet110", own: equalStages, name: (member) => `preact_resnet${depthOf(member)}` },
  { preset: "preact_resnet164", own: equalStages, name: (member) => `preact_resnet${depthOf(member)}` },
  // Two layers more than ours: the paper counts the three projections and not the linear layer.
  { preset: "wrn_28_10", own: widerStages, name: (member) => `wrn_${depthOf(member) + 2}_${widening(member)}` },
  {
    preset: "resnext29_8x64d",
    own: (spec, preset) => {
      const stages = equalStages(spec, preset);
      const groups = cardinality(spec);
      return stages && groups && { ...stages, ...groups };
    },
    name: (member) => `resnext${depthOf(member)}_${cardinalityName(member)}`,
  },
  { preset: "resnext50_32x4d", own: cardinality, name: (member) => `resnext50_${cardinalityName(member)}` },
  { preset: "resnext101_32x8d", own: cardinality, name: (member) => `resnext101_${cardinalityName(member)}` },
  { preset: "wide_resnet50_2", own: wholeWidening, name: (member) => `wide_resnet50_${member.widthPerGroup / 64}` },
  { preset: "wide_resnet101_2", own: wholeWidening, name: (member) => `wide_resnet101_${member.widthPerGroup / 64}` },
];

/** What each family would have the spec be; the one that it equals is its own. */
export function familyMembers(spec: ResidualSpec): ResidualSpec[] {
  return FAMILIES.flatMap((family) => {
    const preset = PRESETS.find((candidate) => candidate.name === family.preset);
    if (preset?.family !== "residual") throw new Error(`No residual preset is called ${family.preset}.`);
    const own = family.own(spec, preset);
    if (!own) return [];
    const member = { ...preset, ...own };
    return [{ ...member, name: family.name(member) }];
  });
}

/** Any number of blocks, the same in every stage. */
function equalStages(spec: ResidualSpec, preset: ResidualSpec): Pick<ResidualSpec, "stages"> | null {
  const rule = depthRule(spec);
  return rule && { stages: preset.stages.map((stage) => ({ ...stage, blocks: rule.n })) };
}

/** 16, 32 and 64 channels times a whole number (Zagoruyko and Komodakis 2016, table 1). */
function widerStages(spec: ResidualSpec, preset: ResidualSpec): Pick<ResidualSpec, "stages"> | null {
  const k = widening(spec);
  if (!Number.isInteger(k)) return null;
  const stages = equalStages(spec, preset)?.stages.map((stage, s) => ({ ...stage, width: 16 * k * 2 ** s }));
  return stages ? { stages } : null;
}

function widening({ stages }: ResidualSpec): number {
  return (stages[0]?.width ?? 0) / 16;
}

function wholeWidening({ widthPerGroup }: ResidualSpec): Pick<ResidualSpec, "widthPerGroup"> | null {
  return widthPerGroup % 64 === 0 ? { widthPerGroup } : null;
}

function cardinality({ groups, widthPerGroup }: ResidualSpec): Pick<ResidualSpec, "groups" | "widthPerGroup"> | null {
  return groups > 1 ? { groups, widthPerGroup } : null;
}

function cardinalityName({ groups, widthPerGroup }: ResidualSpec): string {
  return `${groups}x${widthPerGroup}d`;
}
