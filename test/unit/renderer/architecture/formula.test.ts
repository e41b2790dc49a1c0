import { describe, expect, it } from "vitest";
import { analyse, inputShapes } from "../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import { explain } from "../../../../src-renderer/features/architecture/model/formula";

const resnext = findPreset("resnext50_32x4d") as ResidualSpec;
const SPECS = [
  ...PRESETS,
  { ...resnext, name: "odd input", input: [5, 97, 61] as [number, number, number], bottleneckStride: "1x1" as const },
  { ...(findPreset("resnet20") as ResidualSpec), name: "projections", shortcut: "C" as const },
];

describe.each(SPECS)("the formulas of $name", (spec) => {
  const graph = buildLayerGraph(spec);
  const rows = analyse(spec).layers;
  const shapes = inputShapes(graph);
  const explained = graph.nodes.map((node) => explain(node, shapes(node)));

  it("give the analysis' parameters and MACs, layer by layer", () => {
    expect(explained.map(({ params, macs }) => [params?.result ?? 0, macs?.result ?? 0])).toEqual(
      rows.map(({ params, macs }) => [params, macs]),
    );
  });

  it("give the output height where a window slides", () => {
    const windows = explained.flatMap(({ window }) => window ?? []);
    expect(windows.length).toBeGreaterThan(0);
    for (const { size, padding, kernel, stride, result } of windows) {
      expect(Math.floor((size + 2 * padding - kernel) / stride) + 1).toBe(result);
    }
  });
});

it("puts the layer's own values in", () => {
  const graph = buildLayerGraph(findPreset("resnet18"));
  const node = graph.nodes.find(({ address }) => address === "stage1/block1/conv1");
  const formula = node && explain(node, inputShapes(graph)(node)).params;
  expect(formula?.terms.map((factors) => factors.map(({ value }) => value))).toEqual([[64, 64, 3, 3]]);
  expect(formula?.result).toBe(36_864);
});
