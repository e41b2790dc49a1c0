/** What is said where branch and shortcut can't be added. */
import { describe, expect, it } from "vitest";
import { analyse } from "../../../../../src-main/common/arch/analysis";
import { codesOf, designed, labelsOf, problemOf, problemsOf, residual } from "./specs";

describe("a sum of unequal shapes", () => {
  it("is none where a block is sound, by name or written by hand", () => {
    for (const shortcut of ["A", "B", "C", "none"] as const) {
      for (const input of [
        [3, 32, 32],
        [1, 33, 47],
      ] as const) {
        const changes = { shortcut, input: [...input] } satisfies Partial<ReturnType<typeof residual>>;
        expect(codesOf(designed([{}, {}], {}, changes))).toEqual([]);
        expect(codesOf(residual("resnet20", changes))).toEqual([]);
        expect(codesOf(residual("preact_resnet164", changes))).toEqual([]);
      }
    }
  });

  it("comes from a stride that is taken twice", () => {
    const { address, values, causes, ...clash } = problemOf(designed([{}, { strided: true }]), "SHAPE_CLASH");
    expect(address).toBe("stage2/block1/add");
    expect(values).toMatchObject({ branch: "32x8x8", shortcut: "32x16x16", blocks: 2 });
    expect(causes).toMatchObject([{ id: "strideRepeated", values: { conv: "conv2", stride: 2 } }]);
    expect(labelsOf({ address, values, causes, ...clash }).slice(0, 2)).toEqual([
      "Take the stride from conv2",
      "Use the basic block by name: corrected, it is just that",
    ]);
    expect(clash.message).toContain("conv2 takes the block's stride 2 a second time.");
  });

  it("comes from a projection that keeps stride 1", () => {
    const clash = problemOf(designed([{}, {}], { projection: "unstrided" }), "SHAPE_CLASH");
    expect(clash.values).toMatchObject({ branch: "32x16x16", shortcut: "32x32x32", blocks: 2 });
    expect(clash.causes.map(({ id }) => id)).toEqual(["shortcutUnstrided"]);
    expect(labelsOf(clash).at(-1)).toBe("Set the strides of all stages to 1");
  });

  it("comes from a branch that leaves the stride to the shortcut", () => {
    const clash = problemOf(designed([{ strided: false }, {}]), "SHAPE_CLASH");
    expect(clash.causes.map(({ id }) => id)).toEqual(["strideUntaken"]);
    expect(labelsOf(clash)[0]).toBe("Give conv1 the block's stride");
  });

  it.each([
    [
      "grows",
      { kernel: 1, padding: 1 },
      { side: 34, blocks: 9 },
      "Make conv2 3x3 with padding 1",
      "Set the padding of conv2 to 0",
    ],
    // Two blocks before the end the map has collapsed.
    [
      "shrinks",
      { kernel: 3, padding: 0 },
      { side: 30, blocks: 7 },
      "Set the padding of conv2 to 1",
      "Make conv2 1x1 with padding 0",
    ],
  ])("comes from a padding that %s the map", (_, conv, { side, blocks }, first, second) => {
    const clash = problemOf(designed([{}, conv]), "SHAPE_CLASH");
    expect(clash.address).toBe("stage1/block1/add");
    expect(clash.values).toMatchObject({ branch: `16x${side}x${side}`, shortcut: "16x32x32", blocks });
    expect(clash.causes).toMatchObject([{ values: { conv: "conv2", by: 2 } }]);
    expect(labelsOf(clash)).toEqual(expect.arrayContaining([first, second]));
    expect(labelsOf(clash)[0]).toBe(first);
  });

  it("comes from a missing projection, where the width changes or the map", () => {
    const clash = problemOf(designed([{}, {}], { projection: "missing" }), "SHAPE_CLASH");
    expect(clash.values).toMatchObject({ branch: "32x16x16", shortcut: "16x32x32", blocks: 2 });
    expect(clash.causes).toMatchObject([{ id: "projectionMissing", values: { input: "16x32x32" } }]);
    expect(labelsOf(clash)).toEqual(expect.arrayContaining(["Leave the shortcuts out: a plain network"]));
  });

  it("names every cause, and is told once for each set of causes", () => {
    const spec = designed([{}, { kernel: 1, strided: true }], { projection: "unstrided" });
    const clashes = problemsOf(spec).filter(({ code }) => code === "SHAPE_CLASH");
    expect(clashes.map(({ values }) => values["blocks"])).toEqual([7, 2]);
    expect(clashes[1]?.causes.map(({ id }) => id)).toEqual(["strideRepeated", "paddingGrows", "shortcutUnstrided"]);
    expect(clashes[1] && labelsOf(clashes[1])[0]).toBe("Correct the whole block");
  });

  it("blames no layers that cancel each other out", () => {
    const convs = [{ strided: false, padding: 0 }, { padding: 2 }, { strided: true }];
    const clash = problemOf(designed(convs, { projection: "unstrided" }), "SHAPE_CLASH");
    expect(clash.causes.map(({ id }) => id)).toEqual(["shortcutUnstrided"]);
    expect(codesOf(designed(convs))).toEqual([]);
  });

  it("takes a handful of sentences even for a network of a hundred blocks", () => {
    const block = designed([{}, { kernel: 1, strided: true }]).block;
    expect(problemsOf(residual("resnet152", { block, expansion: 1 })).length).toBeLessThan(6);
  });

  it("keeps quiet about what only follows from it", () => {
    const spec = designed([{}, { strided: true }], { projection: "unstrided" }, { input: [3, 8, 8] });
    expect(codesOf(spec)).not.toContain("KERNEL_EXCEEDS_MAP");
    expect(analyse(spec).layers.some(({ output }) => output[1] === 1)).toBe(true);
  });
});
