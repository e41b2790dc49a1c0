/** Widths, groups and expansions. */
import { describe, expect, it } from "vitest";
import { codesOf, designed, labelsOf, problemOf, residual } from "./specs";

describe("groups that don't divide the channels", () => {
  const grouped = (groups: number, changes = {}) => designed([{ grouped: true }, {}], {}, { groups, ...changes });

  it("are told with their nearest divisors, widths or none", () => {
    const problem = problemOf(grouped(6), "GROUPS_NOT_DIVISIBLE");
    expect(problem).toMatchObject({
      severity: "error",
      address: "stage1/block1/conv1",
      values: { channels: 16, filters: 96, groups: 6 },
    });
    expect(labelsOf(problem)).toEqual([
      "Set the groups to 4",
      "Set the groups to 8",
      "Set the stem's width to 18 and the stages' to 18, 30, 66",
      "Leave conv1 ungrouped",
    ]);
  });

  it("are no problem inside of a bottleneck, whose width is a multiple of them", () => {
    expect(codesOf(residual("resnet50", { groups: 7, widthPerGroup: 9 }))).toEqual([]);
  });

  it("are no problem where they divide", () => {
    expect(codesOf(grouped(8))).toEqual([]);
  });

  it("have to divide what a later block of the stage reads, too", () => {
    const stages = [{ blocks: 2, width: 24, stride: 1 }];
    const problem = problemOf(grouped(16, { stages }), "GROUPS_NOT_DIVISIBLE");
    expect(problem).toMatchObject({ address: "stage1/block2/conv1", values: { channels: 24 } });
    expect(labelsOf(problem)[0]).toBe("Set the groups to 8");
  });

  it("may offend the stem alone", () => {
    expect(labelsOf(problemOf(grouped(8, { stemWidth: 12 }), "GROUPS_NOT_DIVISIBLE"))).toContain(
      "Set the stem's width to 16",
    );
  });
});

describe("a group norm", () => {
  it("needs groups that divide every width", () => {
    const spec = residual("resnet20", { norm: "group" });
    const problem = problemOf(spec, "NORM_GROUPS_NOT_DIVISIBLE");
    expect(problem).toMatchObject({ severity: "error", address: "stem/gn", values: { channels: 16, groups: 32 } });
    expect(labelsOf(problem)).toEqual(["Set the groups of the norm to 16", "Use batch norm"]);
    expect(codesOf({ ...spec, normGroups: 8 })).toEqual([]);
    expect(codesOf({ ...spec, norm: "batch" })).toEqual([]);
  });
});

describe("a width that runs the wrong way", () => {
  it("can't be reached by shortcut A", () => {
    const stages = residual("resnet20")
      .stages.toReversed()
      .map((stage) => ({ ...stage, stride: 1 }));
    const problem = problemOf(residual("resnet20", { stages }), "SHORTCUT_NARROWS");
    expect(problem).toMatchObject({ address: "stage2/block1/shortcut/pad", values: { from: 64, channels: 32 } });
    expect(labelsOf(problem)).toEqual(["Use projection shortcuts (B)"]);
  });

  it("widens a bottleneck inside", () => {
    const problem = problemOf(residual("resnet50", { expansion: 0.5 }), "EXPANSION_NARROWS");
    expect(problem).toMatchObject({
      severity: "warning",
      address: "stage1/block1/conv1",
      values: { inner: 64, outer: 32, expansion: 0.5 },
    });
    expect(labelsOf(problem)).toEqual(["Set the expansion to 4"]);
    const wide = problemOf(residual("resnet50", { widthPerGroup: 512 }), "EXPANSION_NARROWS");
    expect(labelsOf(wide)).toEqual(["Set the expansion to 8", "Set the width per group to 64"]);
  });

  it.each([
    ["of equal widths", residual("resnet50", { expansion: 1 })],
    ["of ResNeXt, whose groups keep it cheap", residual("resnext29_8x64d")],
    ["that isn't one", designed([{}, {}], {}, { expansion: 0.5 })],
  ])("is no problem in a bottleneck %s", (_, spec) => {
    expect(codesOf(spec)).toEqual([]);
  });

  it("is seen in a bottleneck written by hand too", () => {
    const spec = designed([{ kernel: 1, padding: 0 }, {}, { kernel: 1, padding: 0 }], {}, { expansion: 0.5 });
    expect(codesOf(spec)).toEqual(["EXPANSION_NARROWS"]);
  });
});
