/** Slips of a block's design that its shapes needn't show. */
import { describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../../../../src-main/common/arch/build";
import { codesOf, designed, labelsOf, problemOf, problemsOf, residual } from "./specs";

describe("a block written by hand", () => {
  it("that gives its shortcut alone leaves the branch untrained", () => {
    const problem = problemOf(designed([{}, {}], { merge: "replace" }), "SHORTCUT_REPLACES");
    expect(problem).toMatchObject({ severity: "error", address: "stage1/block1/conv2" });
    // All of ResNet-20 but the stem's 16·3·9 + 2·16, two projections with their norms, and the head's 64·10 + 10.
    expect(problem.values["params"]).toBe(272_474 - 464 - (16 * 32 + 64) - (32 * 64 + 128) - 650);
    expect(labelsOf(problem)[0]).toBe("Add the shortcut to the branch");
  });

  it("is no worse for replacing a shortcut that isn't there", () => {
    expect(codesOf(designed([{}, {}], { merge: "replace" }, { shortcut: "none" }))).toEqual([]);
  });

  it("may take its stride only once, in a plain network too", () => {
    const problem = problemOf(designed([{}, { strided: true }], {}, { shortcut: "none" }), "STRIDE_REPEATED");
    expect(problem).toMatchObject({
      severity: "warning",
      address: "stage2/block1/conv2",
      values: { conv: "conv2", stride: 2, product: 4 },
    });
    expect(labelsOf(problem).at(-1)).toBe("Take the stride from conv1");
  });

  it("has no second stride to take where its stages have none", () => {
    const stages = residual("resnet20").stages.map((stage) => ({ ...stage, stride: 1 }));
    expect(codesOf(designed([{}, { strided: true }], { projection: "unstrided" }, { stages }))).toEqual([]);
  });

  it("whose projection keeps stride 1 is told so at the projection", () => {
    const spec = designed([{}, {}], { projection: "unstrided", merge: "replace" });
    expect(problemOf(spec, "PROJECTION_STRIDE")).toMatchObject({ address: "stage2/block1/shortcut/conv" });
    expect(problemOf({ ...spec, shortcut: "A" }, "PROJECTION_STRIDE")).toMatchObject({
      address: "stage2/block1/shortcut/pad",
    });
  });

  it("that takes its stride nowhere makes the stage's stride idle", () => {
    const spec = designed([{ strided: false }, {}], { projection: "unstrided" });
    const problem = problemOf(spec, "STRIDE_UNUSED");
    expect(problem).toMatchObject({ address: "stage2/block1/conv1", values: { stage: 2, stride: 2 } });
    expect(labelsOf(problem)[0]).toBe("Give conv1 and the shortcut the block's stride");
    expect(codesOf(spec)).toEqual(["STRIDE_UNUSED"]);
  });

  it("that pads a 1x1 convolution is told which kernel the padding fits", () => {
    const spec = designed([{}, { kernel: 1 }], {}, { shortcut: "none" });
    const problem = problemOf(spec, "PADDED_1X1");
    expect(problem).toMatchObject({ address: "stage1/block1/conv2", values: { padding: 1, blocks: 9 } });
    expect(labelsOf(problem)[0]).toBe("Make conv2 3x3 with padding 1");
  });

  it("that pads the 1x1 of a bottleneck is told to leave the padding out", () => {
    const spec = designed([{ kernel: 1, padding: 0, strided: false }, { strided: true }, { kernel: 1 }]);
    expect(labelsOf(problemOf(spec, "PADDED_1X1"))[0]).toBe("Set the padding of conv3 to 0");
  });

  it.each([
    ["basic", designed([{}, { strided: true }]), "STRIDE_REPEATED", "resnet20"],
    [
      "bottleneck",
      designed(
        [{ kernel: 1, padding: 0, strided: false }, { strided: true, grouped: true }, { kernel: 1 }],
        {},
        { expansion: 4 },
      ),
      "PADDED_1X1",
      "resnet20",
    ],
  ] as const)("that is the %s block once corrected can be used by that name", (block, spec, code, preset) => {
    const byName = problemOf(spec, code).fixes[1]?.spec;
    expect(byName).toMatchObject({ block });
    const named = residual(preset, { block, shortcut: "B", expansion: block === "basic" ? 1 : 4 });
    expect(byName && buildLayerGraph(byName)).toEqual(buildLayerGraph(named));
    expect(byName && problemsOf(byName)).toEqual([]);
  });

  it("isn't called basic where its widths are not", () => {
    const spec = designed([{}, { strided: true }], {}, { expansion: 2 });
    expect(labelsOf(problemOf(spec, "STRIDE_REPEATED")).join()).not.toContain("by name");
  });
});
