/** Sums whose two sides differ in shape: one problem for each set of causes, however many blocks share it. */
import { buildLayerGraph } from "../build";
import type { LayerGraph } from "../layer-graph";
import type { ArchSpec, ResidualSpec, Shape } from "../spec";
import { type Fault, faultsOf } from "./block-faults";
import { type DesignedSpec, isDesigned, orByName, repairBlock } from "./block-repairs";
import { type Check, placeOf, shown } from "./context";
import { type Fix, type Problem, problem } from "./problem";

interface Clash {
  address: string;
  /** What the block's first convolution reads. */
  input: Shape;
  branch: Shape;
  shortcut: Shape;
}

export const clashingSums: Check = ({ spec, graph }) => {
  const groups = new Map<string, { first: Clash; faults: readonly Fault[]; blocks: number }>();
  for (const clash of clashesIn(graph)) {
    const faults = isDesigned(spec) ? faultsAt(spec, clash) : [];
    const key = faults.map(({ cause: { id, values } }) => `${id} ${values["conv"] ?? ""}`).join();
    const group = groups.get(key);
    if (group) group.blocks += 1;
    else groups.set(key, { first: clash, faults, blocks: 1 });
  }
  return [...groups.values()].map(({ first, faults, blocks }) => explained(spec, first, faults, blocks));
};

function clashesIn({ nodes }: LayerGraph): Clash[] {
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

/** Where one fault's repair is enough, the others cancel each other out and are no causes. */
function explained(spec: ArchSpec, clash: Clash, faults: readonly Fault[], blocks: number): Problem {
  const meets = (fix: Fix) => !clashesAt(fix.spec, clash.address);
  const working = faults.map(({ cause, fixes }) => ({ cause, fixes: fixes.filter(meets) }));
  const enough = working.filter(({ fixes }) => fixes.length > 0);
  const causes = (enough.length > 0 ? enough : working).map(({ cause }) => cause);
  const single = enough.flatMap(({ fixes }) => fixes);
  // A fault may be hidden behind another, at sizes that the first one's repair brings about.
  const needed = faults.length > 1 || single.length === 0;
  const whole = isDesigned(spec) && needed ? [repairBlock(spec)].filter(meets) : [];
  const [best, ...others] = [...single, ...whole];
  const fixes = best ? [...orByName(best), ...others] : [];
  const values = { branch: shown(clash.branch), shortcut: shown(clash.shortcut), blocks };
  return problem("SHAPE_CLASH", "error", clash.address, values, { causes, fixes });
}

/** Builds no further than to the block in question. */
function clashesAt(spec: ArchSpec, address: string): boolean {
  const place = placeOf(address);
  if (spec.family !== "residual" || !place) return false;
  return clashesIn(buildLayerGraph(upTo(spec, place))).some((clash) => clash.address === address);
}

function upTo(spec: ResidualSpec, place: { stage: number; block: number }): ResidualSpec {
  const stages = spec.stages.slice(0, place.stage + 1);
  return {
    ...spec,
    stages: stages.map((stage, s) => (s < place.stage ? stage : { ...stage, blocks: place.block + 1 })),
  };
}
