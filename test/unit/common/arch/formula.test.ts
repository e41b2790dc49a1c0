import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse, type LayerRow } from "../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import { type Formula, factor, formula, product, sum } from "../../../../src-main/common/arch/formula/expression";
import { groupFormula } from "../../../../src-main/common/arch/formula/group";
import { type LayerFormulas, layerFormulas } from "../../../../src-main/common/arch/formula/layer";
import { formulaText } from "../../../../src-main/common/arch/formula/tokens";
import type { LayerKind } from "../../../../src-main/common/arch/layer-graph";
import { LAYERS } from "../../../../src-main/common/arch/layers";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import {
  type ArchSpec,
  archSpecSchema,
  type ResidualSpec,
  residualSpecSchema,
} from "../../../../src-main/common/arch/spec";
import { residualSpec } from "../../../arbitrary-spec";

const residual = (name: string, options: Partial<ResidualSpec>): ArchSpec =>
  residualSpecSchema.parse({ ...findPreset(name), ...options });

/** Between them and the presets, every layer kind. */
const OTHERS = [
  residual("resnext50_32x4d", { name: "odd input", input: [5, 97, 61], bottleneckStride: "1x1" }),
  residual("resnet20", { name: "projections", shortcut: "C" }),
  residual("resnet20", {
    name: "gelu, group norm, drops",
    activation: "gelu",
    norm: "group",
    normGroups: 8,
    dropout: 0.3,
  }),
  residual("resnet20", { name: "silu, no norm, scaled", activation: "silu", norm: "none", shortcutScale: 0.5 }),
  residual("resnet20", { name: "stochastic depth", stochasticDepth: 0.2, headDropout: 0.1, seReduction: 4 }),
];
const number = (value: number) => value.toLocaleString("en-US");
const percent = (value: number) => `${(100 * value).toFixed(2)} %`;
const text = (of: Formula | null | undefined) => (of ? formulaText(of, number, percent) : null);

/** The same numbers as the analysis has, from the formulas. */
function results({ params, macs, output, activation, kept, receptiveField }: LayerFormulas) {
  return {
    params: params?.result ?? 0,
    macs: macs?.result ?? 0,
    output: output.map(({ result }) => result),
    activationBytes: activation?.result ?? 0,
    keptBytes: kept?.result ?? 0,
    receptiveField: receptiveField?.result ?? null,
  };
}
const numbers = ({ params, macs, output, activationBytes, keptBytes, receptiveField }: LayerRow) => ({
  params,
  macs,
  output,
  activationBytes,
  keptBytes,
  receptiveField,
});

function explained(spec: ArchSpec) {
  const analysis = analyse(spec);
  const of = layerFormulas(buildLayerGraph(spec), analysis);
  return {
    analysis,
    formulas: analysis.layers.map(({ name }) => {
      const found = of(name);
      if (!found) throw new Error(`No formulas for ${name}.`);
      return found;
    }),
  };
}

describe.each([...PRESETS, ...OTHERS].filter(({ name }) => name !== "resnet1202"))("the formulas of $name", (spec) => {
  const { analysis, formulas } = explained(spec);

  it("give the analysis' numbers, layer by layer", () => {
    expect(formulas.map(results)).toEqual(analysis.layers.map(numbers));
  });

  it("give shares that add up to the whole", () => {
    const total = (of: (formulas: LayerFormulas) => Formula | null) =>
      formulas.reduce((sum, layer) => sum + (of(layer)?.result ?? 0), 0);
    expect(total((layer) => layer.paramsShare)).toBeCloseTo(1, 9);
    expect(total((layer) => layer.macsShare)).toBeCloseTo(1, 9);
  });
});

it("hold for the longest preset too, at its ends and in between", () => {
  const spec = findPreset("resnet1202");
  const { layers, ...analysis } = analyse(spec);
  const of = layerFormulas(buildLayerGraph(spec), analysis);
  const some = layers.filter((_, i) => i % 97 === 0 || i > layers.length - 4);
  expect(some.map(({ name }) => of(name)).map((found) => found && results(found))).toEqual(some.map(numbers));
});

it("are tried on every layer kind", () => {
  const kinds = new Set([...PRESETS, ...OTHERS].flatMap((spec) => analyse(spec).layers.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual((Object.keys(LAYERS) as LayerKind[]).sort());
});

it("hold for whatever else the schema lets through", () => {
  const small = residualSpec({ size: 64, channels: 64, blocks: 3, stages: 3, groups: 8 });
  fc.assert(
    fc.property(small, (candidate) => {
      const { analysis, formulas } = explained(archSpecSchema.parse(candidate));
      analysis.layers.forEach((row, i) => {
        // A collapsed map has no memory to speak of; the diagnostics name it.
        if (row.output.some((size) => size < 1)) return;
        const found = results(formulas[i] as LayerFormulas);
        expect(found.output).toEqual(row.output);
        expect(found.receptiveField).toEqual(row.receptiveField);
        expect([found.activationBytes, found.keptBytes]).toEqual([row.activationBytes, row.keptBytes]);
        // Channels that the groups don't divide make fractions, which add up in another order.
        expect(found.params).toBeCloseTo(row.params, 4);
        expect(found.macs / Math.max(1, row.macs)).toBeCloseTo(row.macs === 0 ? 0 : 1, 9);
      });
    }),
    { numRuns: 100 },
  );
});

describe("as text", () => {
  const of = layerFormulas(buildLayerGraph(findPreset("resnet18")), analyse(findPreset("resnet18")));

  it("puts a layer's own values in", () => {
    expect(text(of("stage1/block1/conv1")?.params)).toBe("64·3·3·64 = 36,864");
    expect(text(of("stem/conv")?.macs)).toBe("3·7·7·64·112·112 = 118,013,952");
    expect(text(of("stem/conv")?.activation)).toBe("64·112·112·4 B = 3,211,264 B");
    expect(text(of("stem/bn")?.params)).toBe("2·64 = 128");
    expect(text(of("head/linear")?.params)).toBe("512·1,000 + 1,000 = 513,000");
    expect(text(of("stem/conv")?.paramsShare)).toBe("9,408 / 11,689,512 = 0.08 %");
  });

  it("brackets what binds less than its surroundings", () => {
    expect(text(of("stem/conv")?.output[1])).toBe("⌊(224 + 2·3 − 7) / 2⌋ + 1 = 112");
    expect(text(of("stage1/block1/conv1")?.receptiveField)).toBe("11 + (3 − 1)·4 = 19");
    expect(text(of("stage1/block1/add")?.receptiveField)).toBe("max(27, 11) = 27");
    const nested = product(sum(factor("part", 1), factor("part", 2)), factor("part", 3));
    expect(text(formula(nested))).toBe("(1 + 2)·3 = 9");
  });

  it("says for whom an output is kept", () => {
    expect(of("stem/conv")?.keptFor).toEqual(["stem/bn"]);
    expect(of("stem/relu")?.keptFor).toEqual(["stem/relu", "stem/pool"]);
    expect(of("stage1/block1/bn2")).toMatchObject({ kept: null, keptFor: [] });
  });

  it("knows no layer at another address", () => {
    expect(of("stage9/block1/conv1")).toBeNull();
  });
});

describe("a group's formula", () => {
  const parts = (...values: number[]) => values.map((value, i) => ({ address: `stage1/block${i + 1}`, value }));

  it("counts equal neighbours together and leaves nothing out", () => {
    const sums = groupFormula(parts(70, 74, 74, 74, 70, 0), "count");
    expect(text(sums)).toBe("70 + 3·74 + 70 = 362");
  });

  it("is null for a sum of nothing", () => {
    expect(groupFormula(parts(0, 0), "bytes")).toBeNull();
  });
});
