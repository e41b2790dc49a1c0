import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { layerTree, type TreeRow } from "../../../../src-main/common/arch/layer-tree";
import { findPreset } from "../../../../src-main/common/arch/presets";
import {
  findRow,
  opensAt,
  rowsByKey,
  visibleRows,
} from "../../../../src-renderer/features/architecture/model/visible-rows";

const keys = (rows: readonly TreeRow[]) => rows.map((row) => row.key);
const { layers } = analyse(findPreset("resnet20"));
const tree = layerTree(layers);

describe("details", () => {
  const at = (detail: "stages" | "blocks" | "layers") => keys(visibleRows(tree, (row) => opensAt(row, detail)));

  it("shows stages alone", () => {
    expect(at("stages")).toEqual(["input", "stem", "stage1", "stage2", "stage3", "head"]);
  });

  it("shows the blocks of each stage", () => {
    expect(at("blocks").slice(0, 6)).toEqual([
      "input",
      "stem",
      "stage1",
      "stage1/block1",
      "stage1/block2",
      "stage1/block3",
    ]);
    expect(at("blocks")).not.toContain("stem/conv");
  });

  it("shows every layer", () => {
    expect(at("layers").filter((key) => layers.some(({ name }) => name === key))).toHaveLength(layers.length);
  });
});

describe("rows by address", () => {
  it("finds layers and groups, open or not", () => {
    expect(findRow(tree, "stage2")?.layer).toBeNull();
    expect(findRow(tree, "stage2/block1")?.label).toBe("block1");
    expect(findRow(tree, "stage2/block1/shortcut/pad")?.label).toBe("shortcut/pad");
  });

  it("finds nothing where nothing is, nor by the beginning of a name", () => {
    expect(findRow(tree, "stage")).toBeNull();
    expect(findRow(tree, "stage2/block9/conv1")).toBeNull();
    expect(findRow(tree, "stage2/block1/conv")).toBeNull();
  });

  it("knows each by its address", () => {
    const rows = rowsByKey(tree);
    expect(rows.get("stage3/block2")).toBe(findRow(tree, "stage3/block2"));
    expect(rows.size).toBe(visibleRows(tree, () => true).length);
  });
});
