/**
 * The analysis against PyTorch, layer by layer: test/golden/make_counts.py built the same networks from the papers and
 * torchvision's structure, and wrote down what its modules gave.
 */
import { describe, expect, it } from "vitest";
import { analyse, inputShapes, type LayerRow, parametersOf } from "../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import type { Initializer, LayerNode } from "../../../../src-main/common/arch/layer-graph";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import { moduleName, stateDict } from "../../../../src-main/common/arch/state-dict";
import { type Counted, differences, readCounts } from "../../../golden/counts/counted";
import { torchSaves } from "../../../golden/counts/torch-saves";

const COUNTS = readCounts("counts");
const nameOf = ({ torchName, name }: LayerRow) => torchName ?? name;
/** With the rate of what is dropped. */
const kindOf = ({ kind, attributes }: LayerNode) =>
  "rate" in attributes ? `${kind}(${Number(attributes.rate.toPrecision(9))})` : kind;
const layersOf = ({ spec }: Counted) => analyse(spec).layers.filter(({ kind }) => kind !== "input");

describe("shapes, parameters and MACs", () => {
  it("are held against PyTorch for every preset", () => {
    const presets = new Set(COUNTS.map(({ title }) => title.split(" ")[0]));
    expect([...presets].sort()).toEqual(PRESETS.map(({ name }) => name).sort());
  });

  it.each(COUNTS)("of $title are PyTorch's", (counted) => {
    const { params, macs, problems } = analyse(counted.spec);
    const kinds = new Map(buildLayerGraph(counted.spec).nodes.map((node) => [node.address, kindOf(node)]));
    const lines = layersOf(counted).map(
      (row) => `${nameOf(row)} ${kinds.get(row.name)} ${row.output.join("x")} ${row.params} ${row.macs}`,
    );
    expect(differences(lines, counted.lines)).toEqual([]);
    expect({ params, macs }).toEqual({ params: counted.params, macs: counted.macs });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("weights", () => {
  const rule = (initializer: Initializer): [string, number] => {
    switch (initializer.kind) {
      case "heNormal":
        return ["normal", Math.sqrt(2 / initializer.fanOut)];
      case "normal":
        return ["normal", initializer.deviation];
      case "uniform":
        return ["uniform", initializer.bound];
      case "constant":
        return ["constant", initializer.value];
    }
  };
  const shown = ([name, value]: readonly [string, number]) => `${name} ${Number(value.toPrecision(8))}`;

  it.each(readCounts("weights"))("of $title have torch's names, shapes and initial values", ({ spec, lines }) => {
    const graph = buildLayerGraph(spec);
    const shapesOf = inputShapes(graph);
    const rules = new Map<string, [string, number]>(
      graph.nodes.flatMap((node) =>
        parametersOf(node, shapesOf(node)).map(({ name, initializer }) => [
          `${moduleName(node)}.${name}`,
          rule(initializer),
        ]),
      ),
    );
    const ours = stateDict(graph).map(({ name, shape }) => {
      // Batches are counted from none.
      const start = name.endsWith(".num_batches_tracked") ? (["constant", 0] as const) : rules.get(name);
      return `${name} ${shape.join("x") || "-"} ${start ? shown(start) : "nothing"}`;
    });
    const theirs = lines.map((line) => {
      const [name = "", shape, kind = "", value] = line.split(" ");
      return `${name} ${shape} ${shown([kind, Number(value)])}`;
    });
    expect(differences(ours.sort(), theirs.sort())).toEqual([]);
  });
});

describe("the receptive field", () => {
  it.each(readCounts("fields"))("of $title is as far as gradients reach", (counted) => {
    const lines = layersOf(counted).map((row) => `${nameOf(row)} ${row.receptiveField ?? "all"}`);
    expect(differences(lines, counted.lines)).toEqual([]);
  });
});

describe("what training keeps", () => {
  const saved = readCounts("saved");

  it.each(saved)("of $title is what autograd saves, but for what is known", ({ spec, lines }) => {
    const rows = analyse(spec).layers;
    const normGroups = spec.family === "residual" ? spec.normGroups : 0;
    const ours = rows.map((row) => {
      const { output, own } = torchSaves(row, rows, normGroups);
      return `${nameOf(row)} ${output} ${own}`;
    });
    expect(differences(ours, lines)).toEqual([]);
  });

  it.each(saved)("of $title is within a tenth of autograd's bytes", ({ spec, lines }) => {
    const kept = analyse(spec).layers.reduce((sum, { keptBytes }) => sum + keptBytes, 0);
    const torch = lines.flatMap((line) => line.split(" ").slice(1)).reduce((sum, bytes) => sum + Number(bytes), 0);
    expect(kept / torch).toBeGreaterThan(0.9);
    expect(kept / torch).toBeLessThanOrEqual(1);
  });
});
