/** What editing starts from: a preset, or a sample with something to repair. Links, names and "reset" count from it. */
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";
import { differingFields } from "./naming";

/**
 * A copy, free to edit.
 * @throws ResiduaError UNKNOWN_PRESET with the nearest name.
 */
export function findStart(name: string): ArchSpec {
  return findPreset(name);
}

/** The start of the same name, else the preset that differs in the fewest fields. */
export function nearestStart(spec: ArchSpec): string {
  const same = PRESETS.find((preset) => preset.name === spec.name && preset.family === spec.family);
  if (same) return same.name;
  const family = PRESETS.filter((preset) => preset.family === spec.family);
  const best = family.reduce((a, b) => (differingFields(b, spec).length < differingFields(a, spec).length ? b : a));
  return best.name;
}
