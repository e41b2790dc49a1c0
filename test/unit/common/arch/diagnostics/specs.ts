/** Architectures with one thing wrong, and what is said of them. */
import { analyse } from "../../../../../src-main/common/arch/analysis";
import type { Problem, ProblemCode } from "../../../../../src-main/common/arch/diagnostics";
import { findPreset } from "../../../../../src-main/common/arch/presets";
import {
  type ArchSpec,
  type BlockDesign,
  blockDesignSchema,
  type ConvDesign,
  type ResidualSpec,
} from "../../../../../src-main/common/arch/spec";

export function residual(name: string, changes: Partial<ResidualSpec> = {}): ResidualSpec {
  const preset = findPreset(name);
  if (preset.family !== "residual") throw new Error(`${name} is no residual network.`);
  return { ...preset, ...changes };
}

/** ResNet-20 with its block written out: two 3x3 convolutions, the first strided, and whatever is changed about them. */
export function designed(
  convs: readonly Partial<ConvDesign>[],
  block: Partial<BlockDesign> = {},
  changes: Partial<ResidualSpec> = {},
): ResidualSpec {
  const written = convs.map((conv, i) => ({ kernel: 3, padding: 1, strided: i === 0, ...conv }));
  return residual("resnet20", {
    shortcut: "B",
    block: blockDesignSchema.parse({ convs: written, ...block }),
    ...changes,
  });
}

export function problemsOf(spec: ArchSpec): Problem[] {
  return analyse(spec).problems;
}

export function codesOf(spec: ArchSpec): ProblemCode[] {
  return problemsOf(spec).map(({ code }) => code);
}

/** The one problem of this code. */
export function problemOf(spec: ArchSpec, code: ProblemCode): Problem {
  const [problem, second] = problemsOf(spec).filter((candidate) => candidate.code === code);
  if (!problem) throw new Error(`No ${code} among ${codesOf(spec)}.`);
  if (second) throw new Error(`${code} twice: ${problem.message} ${second.message}`);
  return problem;
}

export function labelsOf({ fixes }: Problem): string[] {
  return fixes.map(({ label }) => label);
}

/** What tells problems of one architecture apart. */
export function keyOf({ code, address }: Problem): string {
  return `${code} at ${address}`;
}
