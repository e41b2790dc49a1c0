import { describe, expect, it } from "vitest";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import { suggestName } from "../../../../src-renderer/features/architecture/model/naming";
import { repairPath } from "../../../../src-renderer/features/architecture/model/repair-path";

describe.each(SAMPLES)("the repair of $id", ({ spec, target }) => {
  const meant = findPreset(target);
  const path = repairPath(spec, meant);
  const end = path.at(-1)?.fix.spec;

  it("ends in the network that was meant, without a problem", () => {
    if (!end) throw new Error("Nothing is repaired.");
    const { params, macs, problems, layers } = analyse(end);
    expect({ params, macs, output: layers.at(-1)?.output }).toEqual({
      params: analyse(meant).params,
      macs: analyse(meant).macs,
      output: [1000],
    });
    expect(problems).toEqual([]);
    expect(suggestName(end, spec.name)).toBe(target);
  });

  it("counts down by one with every step", () => {
    const left = path.map(({ fix }) => repairPath(fix.spec, meant).length);
    expect(left).toEqual(path.map((_, i) => path.length - 1 - i));
  });

  it("goes on from an edit beside the way", () => {
    const wider = { ...(spec as ResidualSpec), stemWidth: 32 };
    expect(repairPath(wider, meant)).toHaveLength(path.length);
  });
});

it("mends the notebook's four slips one at a time, the replaced sum first", () => {
  const [notebook] = SAMPLES;
  if (!notebook) throw new Error("There is no sample.");
  const path = repairPath(notebook.spec, findPreset("resnet34"));
  expect(path).toHaveLength(4);
  expect(path[0]).toMatchObject({ problem: { code: "SHORTCUT_REPLACES" }, fix: { id: "addShortcut" } });
});

it("is no step long where nothing is broken", () => {
  expect(repairPath(findPreset("resnet20"), findPreset("resnet34"))).toEqual([]);
});
