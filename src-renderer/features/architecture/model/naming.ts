/** Names that follow the architecture as it is edited, until the user gives one. */
import { designOf } from "../../../../src-main/common/arch/block-design";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import type { ArchSpec, BlockDesign, ResidualSpec } from "../../../../src-main/common/arch/spec";
import { familyMembers } from "./families";

/** Marks what has grown away from the start that it is named after. */
export const CUSTOM = "-custom";

/** The preset or sample with this structure, else the name that its paper would give it, else the base's name marked. */
export function suggestName(spec: ArchSpec, base: string): string {
  const key = structureOf(spec);
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const member = spec.family === "residual" && familyMembers(spec).find((member) => structureOf(member) === key);
  return member ? member.name : base + CUSTOM;
}

/** Input and classes don't make another architecture; the name least of all. */
const NOT_STRUCTURE: ReadonlySet<string> = new Set(["name", "input", "classes"]);

/** Equal for architectures that are built the same: a block written by hand counts as the named one that it equals. */
export function structureOf(spec: ArchSpec): string {
  const fields = Object.entries(spec.family === "residual" ? withNamedBlock(spec) : spec);
  return JSON.stringify(fields.filter(([field]) => !NOT_STRUCTURE.has(field)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const NAMED_BLOCKS = [
  { block: "basic", bottleneckStride: "3x3" },
  { block: "bottleneck", bottleneckStride: "3x3" },
  { block: "bottleneck", bottleneckStride: "1x1" },
] as const;

function withNamedBlock(spec: ResidualSpec): ResidualSpec {
  const { block } = spec;
  if (typeof block === "string") return spec;
  const named = NAMED_BLOCKS.find((candidate) => designKey(designOf(candidate)) === designKey(block));
  return named ? { ...spec, ...named } : spec;
}

/** Files may have the fields in any order. */
function designKey({ convs, projection, merge }: BlockDesign): string {
  return JSON.stringify([
    projection,
    merge,
    convs.map(({ kernel, padding, strided, grouped }) => [kernel, padding, strided, grouped]),
  ]);
}

/** Presets and samples, and what squeeze-excitation and ResNet-D make of the paper's five. */
const KNOWN: ReadonlyMap<string, string> = new Map(
  [
    ...PRESETS,
    ...SAMPLES.map((sample) => sample.spec),
    ...PRESETS.flatMap((preset): ArchSpec[] => {
      if (preset.family !== "residual" || !/^resnet(18|34|50|101|152)$/.test(preset.name)) return [];
      return [
        { ...preset, name: `se_${preset.name}`, seReduction: 16 },
        { ...preset, name: `${preset.name}d`, stem: "deep", projectionPooling: "average-pool" },
      ];
    }),
  ].map((spec) => [structureOf(spec), spec.name]),
);

/** Top-level fields in which two specs differ; `family` alone when they are of different families. */
export function differingFields(a: ArchSpec, b: ArchSpec): string[] {
  if (a.family !== b.family) return ["family"];
  const other = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a)
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(other.get(field)))
    .map(([field]) => field);
}
