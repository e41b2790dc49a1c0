/** Names that follow the architecture as it is edited, until the user gives one. */

import { depthRule } from "../../../../src-main/common/arch/depth";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import type { ArchSpec, ResidualSpec } from "../../../../src-main/common/arch/spec";

/** Input and classes don't make another architecture; the name least of all. */
const NOT_STRUCTURE: ReadonlySet<string> = new Set(["name", "input", "classes"]);

function sameStructure(a: ArchSpec, b: ArchSpec): boolean {
  return differingFields(a, b).every((field) => NOT_STRUCTURE.has(field));
}

/** Top-level fields in which two specs differ; `family` alone when they are of different families. */
export function differingFields(a: ArchSpec, b: ArchSpec): string[] {
  if (a.family !== b.family) return ["family"];
  const other = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a)
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(other.get(field)))
    .map(([field]) => field);
}

/** The preset with this structure, the paper's name for a CIFAR net of any legal depth, else the base's name marked. */
export function suggestName(spec: ArchSpec, base: string): string {
  const preset = PRESETS.find((candidate) => sameStructure(candidate, spec));
  if (preset) return preset.name;
  const cifarName = spec.family === "residual" ? cifarFamilyName(spec) : null;
  return cifarName ?? `${base}-custom`;
}

function cifarFamilyName(spec: ResidualSpec): string | null {
  const model = PRESETS.find((preset) => preset.name === (spec.shortcut === "none" ? "plain20" : "resnet20"));
  const rule = depthRule(spec);
  if (model?.family !== "residual" || !rule) return null;
  const atSameDepth = { ...model, stages: model.stages.map((stage) => ({ ...stage, blocks: rule.n })) };
  if (!sameStructure(atSameDepth, spec)) return null;
  return `${spec.shortcut === "none" ? "plain" : "resnet"}${rule.depth}`;
}

/** The preset that differs in the fewest fields, to count edits from. */
export function nearestPreset(spec: ArchSpec): string {
  const same = PRESETS.find((preset) => preset.name === spec.name && preset.family === spec.family);
  if (same) return same.name;
  const family = PRESETS.filter((preset) => preset.family === spec.family);
  const best = family.reduce((a, b) => (differingFields(b, spec).length < differingFields(a, spec).length ? b : a));
  return best.name;
}
