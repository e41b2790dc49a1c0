import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { layerList, layerTree, type TreeRow } from "../../../../src-main/common/arch/layer-tree";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";

const keys = (rows: readonly TreeRow[]) => rows.map((row) => row.key);
const all = (rows: readonly TreeRow[]): TreeRow[] => rows.flatMap((row) => [row, ...all(row.children)]);

describe.each(PRESETS)("the tree of $name", (preset) => {
  const analysis = analyse(preset);
  const tree = layerTree(analysis.layers);

  it("holds every layer once and in order when all is open", () => {
    const leaves = all(tree).filter((row) => row.layer !== null);
    expect(keys(leaves)).toEqual(analysis.layers.map((layer) => layer.name));
  });

  it("keeps every row below the group that its address names", () => {
    const groups = all(tree).filter((row) => row.layer === null);
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
    const layers = (of: (layer: (typeof analysis.layers)[number]) => number) =>
      analysis.layers.reduce((total, layer) => total + of(layer), 0);
    expect(sum((row) => row.activationBytes)).toBe(layers((layer) => layer.activationBytes));
    expect(sum((row) => row.keptBytes)).toBe(layers((layer) => layer.keptBytes));
  });
});

it("has a block's layers together with its shortcut's, each by what the block doesn't say", () => {
  const block = all(layerTree(analyse(findPreset("resnet20")).layers)).find((row) => row.key === "stage2/block1");
  expect(block?.children.map((row) => row.label)).toContain("shortcut/pad");
  expect(block?.receptiveField).toBe(block?.children.at(-1)?.receptiveField);
});

it("lists layers by their full addresses", () => {
  const { layers } = analyse(findPreset("resnet20"));
  const list = layerList(layers);
  expect(list.map((row) => [row.label, row.level, row.layer])).toEqual(layers.map((layer) => [layer.name, 1, layer]));
});
