/** The way from a broken sample to what it was meant to be, one offered fix at a time. */
import { type Analysis, analyse } from "../../../../src-main/common/arch/analysis";
import { designOf } from "../../../../src-main/common/arch/block-design";
import type { Fix, Problem } from "../../../../src-main/common/arch/diagnostics";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";

export interface RepairStep {
  problem: Problem;
  fix: Fix;
}

/** A block can't hold more slips than this; it ends the search, should fixes ever lead in a circle. */
const LONGEST = 20;

/** The steps that are left, first to last. */
export function repairPath(spec: ArchSpec, target: ArchSpec, analysis = analyse(spec)): RepairStep[] {
  const path: RepairStep[] = [];
  let now = { spec, analysis };
  while (path.length < LONGEST) {
    const step = nextRepair(now.spec, target, now.analysis);
    if (!step) break;
    path.push(step);
    now = { spec: step.fix.spec, analysis: analyse(step.fix.spec) };
  }
  return path;
}

/** The fix that leads nearer to the target by the least, so that each slip is a step; of equals, one to a named block. */
function nextRepair(spec: ArchSpec, target: ArchSpec, { problems }: Analysis): RepairStep | null {
  const before = distance(spec, target);
  const nearer = problems
    .flatMap((problem) => problem.fixes.map((fix) => ({ problem, fix, after: distance(fix.spec, target) })))
    .filter(({ after }) => after < before);
  const smallest = Math.max(...nearer.map(({ after }) => after));
  const steps = nearer.filter(({ after }) => after === smallest);
  return steps.find(({ fix }) => isNamed(fix.spec)) ?? steps[0] ?? null;
}

function isNamed(spec: ArchSpec): boolean {
  return spec.family === "residual" && typeof spec.block === "string";
}

/** Values that differ, down to those of single convolutions. */
function distance(a: ArchSpec, b: ArchSpec): number {
  const [left, right] = [leaves(a), leaves(b)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path)).length;
}

/** A named block counts as its design. */
function leaves(spec: ArchSpec): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const collect = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) found.set(path, value);
    else for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key}`);
  };
  collect(spec.family === "residual" ? { ...spec, block: designOf(spec) } : spec, "");
  found.delete(".name");
  return found;
}
