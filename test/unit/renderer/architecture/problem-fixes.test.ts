import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import type { ProblemCode } from "../../../../src-main/common/arch/diagnostics";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { archSpecSchema, type ResidualSpec } from "../../../../src-main/common/arch/spec";
import { PROBLEM_FIXES } from "../../../../src-renderer/features/architecture/model/problem-fixes";

const resnet20 = findPreset("resnet20") as ResidualSpec;
const resnet50 = findPreset("resnet50") as ResidualSpec;
const narrowing = {
  ...resnet20,
  stages: resnet20.stages.map((stage, i) => (i === 1 ? { ...stage, width: 8 } : stage)),
};

const BROKEN: readonly [ProblemCode, ResidualSpec][] = [
  ["SHORTCUT_NARROWS", narrowing],
  ["GROUPS_NOT_DIVISIBLE", { ...resnet50, stemWidth: 64, groups: 7, widthPerGroup: 64 }],
  ["EXPANSION_UNUSED", { ...resnet20, expansion: 2 }],
  ["GROUPS_UNUSED", { ...resnet20, groups: 2 }],
];

describe("one-click fixes", () => {
  const codes = (spec: ResidualSpec) => analyse(spec).problems.map(({ code }) => code);
  const shown = BROKEN.filter(([code, spec]) => codes(spec).includes(code));

  it("are tried on specs that have the problem", () => {
    expect(shown.map(([code]) => code)).toEqual(expect.arrayContaining(["SHORTCUT_NARROWS", "EXPANSION_UNUSED"]));
  });

  it.each(shown)("take %s away", (code, spec) => {
    const fixed = archSpecSchema.parse(PROBLEM_FIXES[code]?.(spec));
    expect(codes(fixed as ResidualSpec)).not.toContain(code);
  });
});
