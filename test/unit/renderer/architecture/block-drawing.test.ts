import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { designOf } from "../../../../src-main/common/arch/block-design";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import {
  type BlockDrawing,
  blockDrawings,
  type DrawnBox,
} from "../../../../src-renderer/features/architecture/model/block-drawing";
import { residualSpec } from "../../../arbitrary-spec";

const residual = (name: string) => findPreset(name) as ResidualSpec;
const resnet20 = residual("resnet20");
const kinds = (boxes: readonly DrawnBox[] | null | undefined) =>
  boxes?.map((box) => box.map(({ kind }) => kind).join("+"));

function changing(spec: ResidualSpec): BlockDrawing {
  const { change } = blockDrawings(spec);
  if (!change) throw new Error("No block changes the shape.");
  return change;
}

describe("the drawing of a block", () => {
  it("has norm and activation behind each convolution, the last one behind the sum", () => {
    const { inner } = blockDrawings(resnet20);
    expect(inner).toMatchObject({ address: "stage1/block2", leavesAfter: 0, shortcut: [], merge: "add" });
    expect(kinds(inner?.branch)).toEqual(["conv2d", "batchNorm+relu", "conv2d", "batchNorm"]);
    expect(kinds(inner?.after)).toEqual(["relu"]);
  });

  it("has them before each convolution in a pre-activation block, whose projection leaves behind the first", () => {
    const { inner, change } = blockDrawings(residual("preact_resnet110"));
    expect(kinds(inner?.branch)).toEqual(["batchNorm+relu", "conv2d", "batchNorm+relu", "conv2d"]);
    expect([inner?.leavesAfter, change?.leavesAfter]).toEqual([0, 1]);
    expect(kinds(change?.shortcut)).toEqual(["conv2d"]);
    expect(inner?.after).toEqual([]);
  });

  it.each([
    ["A", {}, ["padShortcut"]],
    ["B", {}, ["conv2d", "batchNorm"]],
    ["B", { projectionPooling: "average-pool" }, ["averagePool", "conv2d", "batchNorm"]],
    ["B", { shortcutScale: 0.5 }, ["conv2d", "batchNorm", "scale"]],
  ] as const)("shows what shortcut %s with %o does where the shape changes", (shortcut, options, boxes) => {
    const drawing = changing({ ...resnet20, shortcut, ...options });
    expect(drawing).toMatchObject({ address: "stage2/block1", input: [16, 32, 32], output: [32, 16, 16] });
    expect(kinds(drawing.shortcut)).toEqual(boxes);
  });

  it("has gate and drops at the branch's end, each gate as one box", () => {
    const drawing = changing({ ...resnet20, seReduction: 4, dropout: 0.1, stochasticDepth: 0.5 });
    expect(kinds(drawing.branch)?.slice(2, 4)).toEqual(["dropout", "conv2d"]);
    const gates = drawing.branch.filter((box) => box.some(({ address }) => address.includes("/se/")));
    expect(gates).toEqual([drawing.branch.at(-2)]);
    expect(kinds(drawing.branch)?.at(-1)).toBe("stochasticDepth");
  });

  it("has no shortcut in a plain network", () => {
    const plain = changing(residual("plain20"));
    expect(plain).toMatchObject({ shortcut: null, merge: "none" });
    expect(kinds(plain.after)).toEqual(["relu"]);
  });

  it("shows a shortcut that replaces the branch", () => {
    const block = { ...designOf(resnet20), merge: "replace" } as const;
    const drawing = changing({ ...resnet20, shortcut: "B", block });
    expect(drawing.merge).toBe("replace");
    expect(kinds(drawing.branch)).toEqual(["conv2d", "batchNorm+relu", "conv2d", "batchNorm"]);
    expect(kinds(drawing.shortcut)).toEqual(["conv2d", "batchNorm"]);
  });

  it("leaves out what a network doesn't have", () => {
    const [stage] = resnet20.stages;
    if (!stage) throw new Error("resnet20 has stages.");
    expect(blockDrawings({ ...resnet20, stages: [stage] }).change).toBeNull();
    expect(blockDrawings({ ...resnet20, stages: [{ ...stage, blocks: 1, width: 8 }] }).inner).toBeNull();
  });

  it("holds every layer of its block once, whatever the spec", () => {
    fc.assert(
      fc.property(residualSpec({ size: 64, channels: 32, blocks: 3, stages: 3, groups: 4 }), (spec) => {
        for (const drawing of Object.values(blockDrawings(spec))) {
          if (!drawing) continue;
          const drawn = [...drawing.branch, ...(drawing.shortcut ?? []), ...drawing.after].flat();
          expect(new Set(drawn.map(({ address }) => address)).size).toBe(drawn.length);
          expect(drawn.filter(({ kind }) => kind === "conv2d").length).toBeGreaterThanOrEqual(
            designOf(spec).convs.length,
          );
        }
      }),
    );
  });
});
