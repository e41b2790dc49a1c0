import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import {
  layerTree,
  opensAt,
  type TreeRow,
  visibleRows,
} from "../../../../src-renderer/features/architecture/model/layer-tree";

const keys = (rows: readonly TreeRow[]) => rows.map((row) => row.key);

describe.each(PRESETS)("the tree of $name", (preset) => {
  const analysis = analyse(preset);
  const tree = layerTree(analysis.layers);

  it("holds every layer once and in order when all is open", () => {
    const leaves = visibleRows(tree, () => true).filter((row) => row.layer !== null);
    expect(keys(leaves)).toEqual(analysis.layers.map((layer) => layer.name));
  });

  it("keeps every row below the group that its address names", () => {
    const groups = visibleRows(tree, () => true).filter((row) => row.layer === null);
    const strays = groups.flatMap((group) => group.children.filter((row) => !row.key.startsWith(`${group.key}/`)));
    expect(keys(strays)).toEqual([]);
  });

  it("adds up to the totals", () => {
    const sum = (of: (row: TreeRow) => number) => tree.reduce((total, row) => total + of(row), 0);
    expect([sum((row) => row.params), sum((row) => row.macs), sum((row) => row.layers)]).toEqual([
      analysis.params,
      analysis.macs,
      analysis.layers.length,
    ]);
  });
});

describe("details", () => {
  const tree = layerTree(analyse(findPreset("resnet20")).layers);
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

  it("keeps a shortcut's layers in their block, by what the block doesn't say", () => {
    const block = visibleRows(tree, () => true).find((row) => row.key === "stage2/block1");
    expect(block?.children.map((row) => row.label)).toContain("shortcut/pad");
  });
});
