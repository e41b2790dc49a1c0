/** Fields without effect, a start that silences, and sizes beyond any machine. */
import { describe, expect, it } from "vitest";
import type { ProblemCode } from "../../../../../src-main/common/arch/diagnostics";
import type { ResidualSpec } from "../../../../../src-main/common/arch/spec";
import { codesOf, designed, problemOf, problemsOf, residual } from "./specs";

const CASES: readonly [ProblemCode, ResidualSpec, Partial<ResidualSpec>][] = [
  ["EXPANSION_UNUSED", residual("resnet20", { expansion: 4 }), { expansion: 1 }],
  ["GROUPS_UNUSED", residual("resnet20", { groups: 8 }), { groups: 1 }],
  ["GROUPS_UNUSED", residual("resnet20", { widthPerGroup: 4 }), { widthPerGroup: 64 }],
  ["SHORTCUT_SCALE_UNUSED", residual("plain20", { shortcutScale: 0.5 }), { shortcutScale: 1 }],
  [
    "PROJECTION_POOLING_UNUSED",
    residual("resnet20", { projectionPooling: "average-pool" }),
    { projectionPooling: "strided" },
  ],
  ["ZERO_GAMMA_UNUSED", residual("preact_resnet110", { zeroInitLastGamma: true }), { zeroInitLastGamma: false }],
  ["ZERO_GAMMA_UNUSED", residual("resnet20", { zeroInitLastGamma: true, norm: "none" }), { zeroInitLastGamma: false }],
  ["STOCHASTIC_DEPTH_UNUSED", residual("plain20", { stochasticDepth: 0.2 }), { stochasticDepth: 0 }],
  ["DROPOUT_UNUSED", designed([{}], {}, { dropout: 0.3 }), { dropout: 0 }],
];

describe("a field without effect", () => {
  it.each(CASES)("is told: %s", (code, spec, reset) => {
    expect(problemsOf(spec)).toMatchObject([{ code, severity: "warning", address: null, fixes: [{ spec: reset }] }]);
  });

  it.each([
    residual("resnet50", { expansion: 2, groups: 8, widthPerGroup: 8 }),
    residual("resnet20", { shortcutScale: 0.5, stochasticDepth: 0.2, dropout: 0.1, zeroInitLastGamma: true }),
    residual("resnet20", { shortcut: "C", projectionPooling: "average-pool" }),
    residual("resnet20", { normGroups: 7 }),
  ])("is none where it has one", (spec) => {
    expect(codesOf(spec)).toEqual([]);
  });
});

describe("a network that can't begin to learn", () => {
  it("starts every block at zero and has no shortcut around them", () => {
    const spec = residual("plain20", { zeroInitLastGamma: true });
    expect(problemOf(spec, "ZERO_GAMMA_SILENCES")).toMatchObject({ severity: "error" });
    expect(codesOf({ ...spec, shortcut: "A" })).toEqual([]);
  });
});

describe("a network too large for any machine", () => {
  const stages = [{ blocks: 512, width: 16_384, stride: 1 }];

  it("says what of it is too much, in words", () => {
    const spec = residual("resnet50", { stages, expansion: 16, groups: 1024, widthPerGroup: 1024 });
    const { message, severity, address } = problemOf(spec, "TOO_LARGE");
    expect({ severity, address }).toEqual({ severity: "error", address: null });
    expect(message).toMatch(
      /^No machine can train this network\. It has [\d,]+ trillion parameters\. One image takes .+ multiply-accumulates\. Weights, gradients and activations of one image take [\d.]+ EiB\.$/,
    );
  });

  it("may be so by its memory alone", () => {
    const { causes } = problemOf(residual("resnet20", { stages, input: [3, 4096, 4096] }), "TOO_LARGE");
    expect(causes.map(({ id }) => id)).toContain("memory");
  });

  it("is not yet any preset, nor ResNet-152 on the largest image", () => {
    expect(codesOf(residual("resnet152", { input: [3, 4096, 4096] }))).toEqual([]);
  });
});
