import { describe, expect, it } from "vitest";
import { findPreset, presetNames } from "../../../../src-main/common/arch/presets";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";
import type { Detail } from "../../../../src-renderer/diagram/model/folding";
import { overlaps } from "../../../../src-renderer/diagram/model/geometry";
import { type Figure, layFigure } from "../../../../src-renderer/features/side-by-side/figure-layout";
import { figureUnits } from "../../../../src-renderer/features/side-by-side/figure-units";
import { drawn, measure, residual, words } from "../diagram/testing";

function figureOf(specs: readonly ArchSpec[], detail: Detail = "layers"): Figure {
  const units = specs.map((spec) => figureUnits(drawn(spec, detail).parts, { detail, toggled: new Set() }, words));
  return layFigure(units, { margin: 80, column: 250, box: 120, top: 0, metrics: { words, measure } });
}

const paper = figureOf(["vgg19", "plain34", "resnet34"].map(findPreset));
const node = (figure: Figure, net: number, address: string) =>
  figure.nodes.find(({ key }) => key === `${net} ${address}`);
const bandOf = (figure: Figure, net: number, address: string) => {
  const y = node(figure, net, address)?.y ?? -1;
  return figure.bands.find((band) => y >= band.y && y < band.y + band.height)?.label;
};

describe("figure 3", () => {
  it("has the paper's rows", () => {
    expect(paper.bands.map(({ label }) => label)).toEqual(["224", "112", "56", "28", "14", "7", "1"]);
  });

  it("has each layer in the row of the map that it gives", () => {
    expect(bandOf(paper, 0, "stage1/conv1")).toBe("224");
    expect(bandOf(paper, 0, "stage1/pool")).toBe("112");
    expect(bandOf(paper, 1, "stem/conv")).toBe("112");
    expect(bandOf(paper, 2, "stem/pool")).toBe("56");
    expect(bandOf(paper, 2, "stage2/block1/conv1")).toBe("28");
    expect(bandOf(paper, 2, "head/linear")).toBe("1");
  });

  it("begins a row at one height in all networks", () => {
    const first = ["stage2/conv1", "stage2/block1/conv1", "stage2/block1/conv1"];
    expect(node(paper, 1, first[1] ?? "")?.y).toBe(node(paper, 2, first[2] ?? "")?.y);
    expect(node(paper, 0, "stage3/pool")?.y).toBe(node(paper, 1, first[1] ?? "")?.y);
  });

  it("has plain-34's layers where ResNet-34's are, without shortcuts", () => {
    const y = (net: number) => paper.nodes.filter(({ key }) => key.startsWith(`${net} `)).map((placed) => placed.y);
    expect(y(1)).toEqual(y(2));
    const arcs = paper.wires.filter(({ style }) => style !== "flow");
    expect(arcs).toHaveLength(16);
    expect(arcs.filter(({ style }) => style === "projection")).toHaveLength(3);
    expect(arcs.every(({ from }) => from.startsWith("2 "))).toBe(true);
  });
});

describe.each(presetNames())("%s beside another", (name) => {
  it("has no two boxes in one place, none outside", () => {
    const figure = figureOf([findPreset("vgg11"), findPreset(name)], "distinct");
    const clashes = figure.nodes.flatMap((a, i) => figure.nodes.slice(i + 1).filter((b) => overlaps(a, b)));
    expect(clashes).toEqual([]);
    expect(
      figure.nodes.filter(
        ({ x, y, width, height }) => x < 80 || x + width > figure.width || y + height > figure.height,
      ),
    ).toEqual([]);
  });
});

describe("what goes wrong", () => {
  const convs = [
    { kernel: 3, padding: 1 },
    { kernel: 1, padding: 1 },
  ];

  it("is cut off where a shortcut replaces its branch", () => {
    const figure = figureOf([findPreset("resnet18"), residual("resnet18", { block: { convs, merge: "replace" } })]);
    expect(figure.cuts).toHaveLength(8);
    expect(figure.cuts.every(({ from }) => from.startsWith("1 "))).toBe(true);
  });

  it("stays below what is above it even where padding makes maps grow", () => {
    const figure = figureOf([findPreset("resnet18"), residual("resnet18", { block: { convs, merge: "add" } })]);
    const ys = figure.nodes.filter(({ key }) => key.startsWith("1 ")).map(({ y }) => y);
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
  });
});
