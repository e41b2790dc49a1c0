/** Which networks stand side by side, by name, as the address has them: `?nets=vgg19,plain34,resnet34`. */
import { findPreset } from "../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../src-main/common/arch/samples";
import type { ArchSpec } from "../../../src-main/common/arch/spec";

/** As many as a page can show; fewer than two are nothing to compare. */
export const NETS = { least: 2, most: 4 } as const;

/** He et al. 2015, figure 3. */
export const PAPERS_NETS: readonly string[] = ["vgg19", "plain34", "resnet34"];

/** Stands for what the architecture page has in its editor. */
export const EDITED = "edited";

/** @throws ResiduaError UNKNOWN_PRESET */
export function specOf(name: string, edited: ArchSpec): ArchSpec {
  if (name === EDITED) return edited;
  return SAMPLES.find(({ spec }) => spec.name === name)?.spec ?? findPreset(name);
}

/**
 * The names in an address under which we know their networks; short lists are filled up from the paper's.
 * @throws ResiduaError UNKNOWN_PRESET
 */
export function readNets(text: string): string[] {
  const wanted = text.split(",").filter((name) => name !== "");
  const known = wanted
    .slice(0, NETS.most)
    .map((name) => (name === EDITED ? name : specOf(name, findPreset("resnet20")).name));
  return [...known, ...PAPERS_NETS.filter((name) => !known.includes(name))].slice(
    0,
    Math.max(NETS.least, known.length),
  );
}

/** One network more: the first of the paper's that isn't there yet, else the one in the editor. */
export function withNet(names: readonly string[]): string[] {
  const next = [...PAPERS_NETS, EDITED].find((name) => !names.includes(name)) ?? EDITED;
  return names.length < NETS.most ? [...names, next] : [...names];
}
