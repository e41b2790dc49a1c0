/** The notebook's block, from its four slips to ResNet-34. */
import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import type { ProblemCode } from "../../../../src-main/common/arch/diagnostics";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import type { ArchSpec } from "../../../../src-main/common/arch/spec";

const notebook = SAMPLES.find(({ id }) => id === "notebookBlock")?.spec as ArchSpec;
const resnet34 = findPreset("resnet34");
/** Equal in structure: the same layers with the same attributes, shapes, addresses and torch names. */
const structure = (spec: ArchSpec) => buildLayerGraph(spec);

const SLIPS: readonly ProblemCode[] = ["SHORTCUT_REPLACES", "STRIDE_REPEATED", "PROJECTION_STRIDE", "PADDED_1X1"];

/** Presses the first repair of the named problem. */
function press(spec: ArchSpec, code: ProblemCode): ArchSpec {
  const fix = analyse(spec).problems.find((problem) => problem.code === code)?.fixes[0];
  if (!fix) throw new Error(`Expected a repair of ${code}.`);
  return fix.spec;
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

describe("the notebook's block", () => {
  it("gives (1, 1000) as the notebook said, and has all four slips explained, each by itself", () => {
    const { problems, layers } = analyse(notebook);
    expect(layers.at(-1)?.output).toEqual([1000]);
    expect(problems.map(({ code }) => code).sort()).toEqual([...SLIPS].sort());
    expect(problems[0]).toMatchObject({ code: "SHORTCUT_REPLACES", severity: "error" });
  });

  it.each(orders(SLIPS).map((order) => [order] as const))("becomes ResNet-34 by the repairs %s", (order) => {
    let spec = notebook;
    let left = order.length;
    for (const code of order) {
      spec = press(spec, code);
      left -= 1;
      const codes = analyse(spec).problems.map((problem) => problem.code);
      expect(codes.filter((found) => SLIPS.includes(found)).length).toBe(left);
    }
    expect(analyse(spec)).toMatchObject({ params: 21_797_672, problems: [] });
    expect(structure(spec)).toEqual(structure(resnet34));
  });

  it("becomes ResNet-34 by always pressing whatever stands first, and by whatever else is pressed first", () => {
    const seen = new Set<string>();
    const ends = new Set<string>();
    const follow = (spec: ArchSpec) => {
      const key = JSON.stringify(spec);
      if (seen.has(key)) return;
      seen.add(key);
      const { problems } = analyse(spec);
      if (problems.length === 0) ends.add(key);
      for (const { fixes } of problems) if (fixes[0]) follow(fixes[0].spec);
    };
    follow(notebook);
    expect(seen.size).toBeGreaterThan(SLIPS.length);
    expect([...ends].map((key) => structure(JSON.parse(key)))).toEqual([...ends].map(() => structure(resnet34)));
    expect(ends.size).toBe(1);
  });

  it("is the preset itself once its block is used by name", () => {
    const [first, second, ...rest] = SLIPS;
    const beforeLast = [first, second, rest[0]].reduce((spec, code) => (code ? press(spec, code) : spec), notebook);
    const byName = analyse(beforeLast).problems.flatMap(({ fixes }) =>
      fixes.filter(({ id }) => id === "useBasicBlock"),
    );
    expect(byName.map(({ spec }) => ({ ...spec, name: "resnet34" }))).toContainEqual(resnet34);
  });
});
