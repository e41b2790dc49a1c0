import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import type { LayerKind } from "../../../../src-main/common/arch/layer-graph";
import { layerList, layerTree } from "../../../../src-main/common/arch/layer-tree";
import { layersCsv } from "../../../../src-main/common/arch/layers-csv";
import { findPreset } from "../../../../src-main/common/arch/presets";
import {
  isNumeric,
  nextSort,
  type Reference,
  sortedRows,
  VALUES,
} from "../../../../src-renderer/features/architecture/model/layer-columns";
import { rowsTsv } from "../../../../src-renderer/features/architecture/model/layer-export";
import {
  filteredLayers,
  isActive,
  kindsIn,
  NO_FILTER,
} from "../../../../src-renderer/features/architecture/model/layer-filter";
import { rowsByKey } from "../../../../src-renderer/features/architecture/model/visible-rows";

const analysis = analyse(findPreset("resnet18"));
const rows = layerList(analysis.layers);
const reference: Reference = { params: analysis.params, macs: analysis.macs, baseline: null };

describe("the filter", () => {
  const korean: Partial<Record<LayerKind, string>> = { conv2d: "합성곱" };
  const names = (text: string, kinds: readonly LayerKind[] = []) =>
    filteredLayers(analysis.layers, { text, kinds: new Set(kinds) }, (kind) => korean[kind] ?? kind).map(
      ({ name }) => name,
    );

  it("lets all through when it is empty", () => {
    expect(isActive(NO_FILTER)).toBe(false);
    expect(names("  ")).toHaveLength(analysis.layers.length);
  });

  it("looks into address, torchvision's name and kind in both words, whatever the case", () => {
    expect(names("STAGE2/block1/conv1")).toEqual(["stage2/block1/conv1"]);
    expect(names("layer2.0.conv1")).toEqual(["stage2/block1/conv1"]);
    expect(names("합성곱")).toEqual(names("conv2d"));
    expect(names("합성곱")).toHaveLength(20);
  });

  it("takes conv2 for the layers of that name, not for half of conv2d", () => {
    expect(names("conv2")).toHaveLength(8);
    expect(names("conv2d stem")).toEqual(["stem/conv"]);
  });

  it("wants every word", () => {
    expect(names("stage2 conv1")).toEqual(["stage2/block1/conv1", "stage2/block2/conv1"]);
    expect(names("stage2 linear")).toEqual([]);
  });

  it("picks kinds out", () => {
    expect(names("", ["linear", "maxPool"])).toEqual(["stem/pool", "head/linear"]);
    expect(names("stage1", ["add"])).toEqual(["stage1/block1/add", "stage1/block2/add"]);
    expect(kindsIn(analysis.layers).slice(0, 4)).toEqual(["input", "conv2d", "batchNorm", "relu"]);
  });
});

describe("sorting", () => {
  it("goes from largest first over smallest first back to the network's order", () => {
    const first = nextSort(null, "macs");
    const second = nextSort(first, "macs");
    expect([first?.direction, second?.direction, nextSort(second, "macs")]).toEqual(["descending", "ascending", null]);
    expect(nextSort(second, "params")).toEqual({ column: "params", direction: "descending" });
  });

  it.each(Object.keys(VALUES) as (keyof typeof VALUES)[])(
    "by %s puts the values in order and loses no row",
    (column) => {
      const values = (direction: "ascending" | "descending") =>
        sortedRows(rows, { column, direction }, reference).map((row) => VALUES[column](row, reference));
      expect(values("ascending")).toEqual(
        rows.map((row) => VALUES[column](row, reference)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
      );
      expect(values("descending")).toEqual(values("ascending").reverse());
    },
  );

  it("keeps equal layers in the network's order", () => {
    const relus = rows.filter((row) => row.layer?.kind === "relu");
    expect(sortedRows(relus, { column: "params", direction: "descending" }, reference)).toEqual(relus);
  });

  it("counts differences from the baseline's row at the same address, from nothing where there is none", () => {
    const baseline = rowsByKey(layerTree(analyse(findPreset("resnet34")).layers));
    const against: Reference = { ...reference, baseline };
    const stage3 = layerTree(analysis.layers).find((row) => row.key === "stage3");
    expect(stage3 && VALUES.paramsDifference(stage3, against)).toBe(2_099_712 - 6_822_400);
    const same = rows.find((row) => row.key === "stem/conv");
    expect(same && VALUES.macsDifference(same, against)).toBe(0);
    expect(same && VALUES.paramsDifference(same, { ...reference, baseline: new Map() })).toBe(9408);
  });

  it("is for columns of numbers", () => {
    expect([isNumeric("kind"), isNumeric("output"), isNumeric("kept")]).toEqual([false, false, true]);
  });
});

describe("tables for other programs", () => {
  const lines = layersCsv(analysis).trimEnd().split("\r\n");

  it("has every layer with every number in full", () => {
    expect(lines).toHaveLength(analysis.layers.length + 1);
    expect(lines[0]).toBe(
      "name,torchName,kind,output,params,macs,activationBytes,keptBytes,receptiveField,paramsShare,macsShare,inputs",
    );
    expect(lines[2]).toMatch(/^stem\/conv,conv1,conv2d,64x112x112,9408,118013952,3211264,3211264,7,0\.0008/);
    expect(lines.at(-1)?.split(",")[8]).toBe("");
  });

  it("lets no text begin like a formula", () => {
    const [first, ...others] = analysis.layers;
    if (!first) throw new Error("There is no layer.");
    const hostile = {
      ...analysis,
      layers: [{ ...first, name: '=HYPERLINK("x")', torchName: "+1", inputs: ["@a", "b,c"] }],
    };
    expect(layersCsv(hostile).split("\r\n")[1]).toBe(
      `"'=HYPERLINK(""x"")",'+1,input,3x224x224,0,0,602112,602112,1,0,0,"'@a b,c"`,
    );
    expect(others.length).toBeGreaterThan(0);
  });

  it("copies rows as a spreadsheet takes them", () => {
    const [, conv] = rows;
    if (!conv) throw new Error("There is no second layer.");
    const text = rowsTsv([conv], ["Layer", "MACs", "Field"], (row) => [row.macs, Number.POSITIVE_INFINITY]);
    expect(text).toBe("Layer\tMACs\tField\nstem/conv\t118013952\t");
    expect(rowsTsv([conv], [], () => [-5, "a\tb", "-x"])).toBe("stem/conv\t-5\ta b\t'-x");
  });
});
