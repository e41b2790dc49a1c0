/** What editing starts from: a preset, or a sample with something to repair. Links, names and "reset" count from it. */
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { SAMPLES, type Sample } from "../../../../src-main/common/arch/samples";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";
import { CUSTOM, differingFields } from "./naming";

/** A sample goes by its architecture's name, as presets do. */
export function findSample(name: string): Sample | null {
  return SAMPLES.find(({ spec }) => spec.name === name) ?? null;
}

/**
 * A copy, free to edit.
 * @throws ResiduaError UNKNOWN_PRESET with the nearest name.
 */
export function findStart(name: string): ArchSpec {
  return findSample(name)?.spec ?? findPreset(name);
}

/** The start that the spec is named after, else the preset that differs in the fewest fields. */
export function nearestStart(spec: ArchSpec): string {
  const starts = [...PRESETS, ...SAMPLES.map((sample) => sample.spec)].filter(({ family }) => family === spec.family);
  const namesake = starts.find(({ name }) => spec.name === name || spec.name === name + CUSTOM);
  if (namesake) return namesake.name;
  const family = PRESETS.filter((preset) => preset.family === spec.family);
  const best = family.reduce((a, b) => (differingFields(b, spec).length < differingFields(a, spec).length ? b : a));
  return best.name;
}
