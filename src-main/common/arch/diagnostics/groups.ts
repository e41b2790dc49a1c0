/** Channels that can't be divided into the groups of a convolution or a norm. */
import { outerWidth } from "../block-design";
import { type ArchSpec, LIMITS, type ResidualSpec, type Stage } from "../spec";
import { convName, type DesignedSpec, isDesigned, withConv } from "./block-repairs";
import { type Check, sourceOf } from "./context";
import { type Fix, problem, repair } from "./problem";

export const indivisibleGroups: Check = ({ spec, graph }) => {
  for (const node of graph.nodes) {
    if (node.kind !== "conv2d" || node.attributes.groups === 1) continue;
    const { filters, groups } = node.attributes;
    const channels = sourceOf(graph, node)?.output[0] ?? 0;
    if (channels % groups === 0 && filters % groups === 0) continue;
    const fixes = isDesigned(spec) ? groupFixes(spec) : [];
    return [problem("GROUPS_NOT_DIVISIBLE", "error", node.address, { channels, filters, groups }, { fixes })];
  }
  return [];
};

/** The inner width is a multiple of the groups by its definition: only a block's ends can be at fault. */
function groupFixes(spec: DesignedSpec): Fix[] {
  const counts = groupedEnds(spec).map(({ channels }) => channels);
  const byGroups = nearestDivisors(gcdOf(counts), spec.groups).map((groups) =>
    repair("setGroups", { ...spec, groups }, { groups }),
  );
  const ends = [...new Set(groupedEnds(spec).map(({ conv }) => conv))];
  const ungrouped = ends.reduce((so, conv) => withConv(so, conv, { grouped: false }), spec);
  const byConvs = repair("ungroupConvs", ungrouped, { convs: ends.map(convName).join(", ") });
  return [...byGroups, ...widthFixes(spec), byConvs];
}

/** Channels that a grouped convolution reads or gives outside of the block's inner width. */
function groupedEnds(spec: DesignedSpec): { conv: number; channels: number }[] {
  const { convs } = spec.block;
  const outers = spec.stages.map((stage) => outerWidth(spec, stage.width));
  const last = convs.length - 1;
  const stem = spec.stem === "none" ? spec.input[0] : spec.stemWidth;
  const read = [stem, ...outers.slice(0, -1), ...outers.filter((_, s) => (spec.stages[s]?.blocks ?? 0) > 1)];
  return [
    ...(convs[0]?.grouped ? read.map((channels) => ({ conv: 0, channels })) : []),
    ...(convs[last]?.grouped ? outers.map((channels) => ({ conv: last, channels })) : []),
  ];
}

function fits(spec: DesignedSpec): boolean {
  return groupedEnds(spec).every(({ channels }) => channels % spec.groups === 0);
}

/** The stages' widths, the stem's, or both, moved to the nearest that fit. */
function widthFixes(spec: DesignedSpec): Fix[] {
  const width = nearestMultiple(spec.stemWidth, spec.groups);
  const stages = spec.stages.map((stage) => ({ ...stage, width: nearestWidth(spec, stage) }));
  const widths = stages.map((stage) => stage.width).join(", ");
  return [
    repair("setWidths", { ...spec, stages }, { widths }),
    repair("setStemWidth", { ...spec, stemWidth: width }, { width }),
    repair("setAllWidths", { ...spec, stemWidth: width, stages }, { width, widths }),
  ]
    .filter((fix) => isDesigned(fix.spec) && fits(fix.spec))
    .slice(0, 1);
}

/** The nearest width whose outer width is a multiple of the groups; the width itself if there is none. */
function nearestWidth(spec: DesignedSpec, { width }: Stage): number {
  for (let distance = 0; distance < LIMITS.channels; distance++) {
    for (const candidate of [width + distance, width - distance]) {
      const allowed = candidate >= 1 && candidate <= LIMITS.channels;
      if (allowed && outerWidth(spec, candidate) % spec.groups === 0) return candidate;
    }
  }
  return width;
}

function nearestMultiple(width: number, of: number): number {
  return Math.min(Math.max(1, Math.round(width / of)) * of, Math.floor(LIMITS.channels / of) * of);
}

/** Group norms stand behind most convolutions; one number has to divide all their widths. */
export const indivisibleNorms: Check = ({ spec, graph }) => {
  if (spec.family !== "residual" || spec.norm !== "group") return [];
  const norms = graph.nodes.filter((node) => node.kind === "groupNorm");
  const faulty = norms.filter((node) => (node.output[0] ?? 0) % spec.normGroups !== 0);
  const [first] = faulty;
  if (!first) return [];
  const values = { channels: first.output[0] ?? 0, groups: spec.normGroups, layers: faulty.length };
  const common = gcdOf(norms.map((node) => node.output[0] ?? 0));
  const fixes = normFixes(spec, common);
  return [problem("NORM_GROUPS_NOT_DIVISIBLE", "error", first.address, values, { fixes })];
};

function normFixes(spec: ResidualSpec, common: number): Fix[] {
  const byGroups = nearestDivisors(common, spec.normGroups).map((normGroups) =>
    repair("setNormGroups", { ...spec, normGroups }, { groups: normGroups }),
  );
  return [...byGroups, repair("useBatchNorm", { ...spec, norm: "batch" } satisfies ArchSpec)];
}

/** The divisors of `number` next to `near`, the smaller first, as far as specs allow. */
function nearestDivisors(number: number, near: number): number[] {
  const divisors = Array.from({ length: LIMITS.groups }, (_, i) => i + 1).filter((d) => number % d === 0);
  const below = divisors.filter((d) => d <= near).at(-1);
  const above = divisors.find((d) => d > near);
  return [below, above].filter((d) => d !== undefined);
}

function gcdOf(numbers: readonly number[]): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return numbers.reduce(gcd, 0);
}
