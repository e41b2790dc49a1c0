/** Sums whose two sides differ in shape: one problem for each set of causes, however many blocks share it. */
import { buildLayerGraph } from "../build";
import type { LayerNode } from "../layer-graph";
import type { ArchSpec, ResidualSpec, Shape } from "../spec";
import { causeOf, type Fault, faultsOf, repairsOf } from "./block-faults";
import { type DesignedSpec, isDesigned, orByName, repairBlock } from "./block-repairs";
import { placeOf, shown } from "./context";
import { type Fix, type Problem, problem } from "./problem";

interface Clash {
  address: string;
  /** What the block's first convolution reads. */
  input: Shape;
  branch: Shape;
  shortcut: Shape;
}

/** @param nodes those whose shapes can be relied on */
export function clashingSums(spec: ArchSpec, nodes: readonly LayerNode[]): Problem[] {
  const groups = new Map<string, { first: Clash; faults: readonly Fault[]; blocks: number }>();
  for (const clash of clashesIn(nodes)) {
    const faults = isDesigned(spec) ? faultsAt(spec, clash) : [];
    const key = faults.map((fault) => `${fault.id} ${"conv" in fault ? fault.conv : ""}`).join();
    const group = groups.get(key);
    if (group) group.blocks += 1;
    else groups.set(key, { first: clash, faults, blocks: 1 });
  }
  return [...groups.values()].map(({ first, faults, blocks }) => explained(spec, first, faults, blocks));
}

function clashesIn(nodes: readonly LayerNode[]): Clash[] {
  const clashes: Clash[] = [];
  const outputOf = (index = -1): Shape => nodes[index]?.output ?? [];
  let input: Shape = [];
  for (const { kind, address, sources } of nodes) {
    if (kind === "conv2d" && address.endsWith("/conv1")) input = outputOf(sources[0]);
    if (kind !== "add") continue;
    const [branch, shortcut] = [outputOf(sources[0]), outputOf(sources[1])];
    if (!sameShape(branch, shortcut)) clashes.push({ address, input, branch, shortcut });
  }
  return clashes;
}

function sameShape(a: Shape, b: Shape): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}

function faultsAt(spec: DesignedSpec, { address, input }: Clash): Fault[] {
  const place = placeOf(address);
  const stage = spec.stages[place?.stage ?? -1];
  if (!stage) return [];
  return faultsOf(spec, { shape: input, width: stage.width, stride: place?.block === 0 ? stage.stride : 1 });
}

/** Where the repair of one fault is enough, the others cancel each other out and are no causes. */
function explained(spec: ArchSpec, clash: Clash, faults: readonly Fault[], blocks: number): Problem {
  const values = { branch: shown(clash.branch), shortcut: shown(clash.shortcut), blocks };
  if (!isDesigned(spec)) return problem("SHAPE_CLASH", "error", clash.address, values);
  const meets = (fix: Fix | undefined) => fix !== undefined && !clashesAt(fix.spec, clash.address);
  const repairs = faults.map((fault) => ({ fault, fixes: repairsOf(spec, fault) }));
  const enough = repairs.filter(({ fixes: [best] }) => meets(best));
  const causes = (enough.length > 0 ? enough : repairs).map(({ fault }) => causeOf(fault));
  const singles = enough.flatMap(({ fixes }) => fixes.slice(0, 1));
  const others = (enough.length > 0 ? enough : repairs).flatMap(({ fixes }) => fixes.slice(1)).filter(meets);
  // One fault may also hide another, which shows at the sizes that the first one's repair brings about.
  const whole = enough.length < faults.length || singles.length === 0 ? [repairBlock(spec)].filter(meets) : [];
  const [best, ...rest] = [...singles, ...whole, ...others];
  const fixes = best ? distinct([...orByName(best), ...rest]) : [];
  return problem("SHAPE_CLASH", "error", clash.address, values, { causes, fixes });
}

function distinct(fixes: readonly Fix[]): Fix[] {
  return [...new Map(fixes.map((fix) => [fix.label, fix])).values()];
}

/** Builds no further than to the block in question. */
function clashesAt(spec: ArchSpec, address: string): boolean {
  const place = placeOf(address);
  if (spec.family !== "residual" || !place) return false;
  return clashesIn(buildLayerGraph(upTo(spec, place)).nodes).some((clash) => clash.address === address);
}

function upTo(spec: ResidualSpec, place: { stage: number; block: number }): ResidualSpec {
  const stages = spec.stages.slice(0, place.stage + 1);
  return {
    ...spec,
    stages: stages.map((stage, s) => (s < place.stage ? stage : { ...stage, blocks: place.block + 1 })),
  };
}
