import { describe, expect, it } from "vitest";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import { findPreset } from "../../../../src-main/common/arch/presets";
import {
  type Folding,
  isOpen,
  revealed,
  startDetail,
  withToggled,
} from "../../../../src-renderer/diagram/model/folding";
import { type Group, isGroup, type Part } from "../../../../src-renderer/diagram/model/parts";
import { drawn, residual } from "./testing";

const ALL: Folding = { detail: "distinct", toggled: new Set() };

function groups(parts: readonly Part[]): Group[] {
  return parts.flatMap((part) => (isGroup(part) ? [part, ...groups(part.children)] : []));
}

describe("equal blocks", () => {
  const keys = (name: string) => groups(drawn(findPreset(name), "distinct").parts).map(({ key }) => key);

  it("are a run behind the first of them", () => {
    expect(keys("resnet152").filter((key) => key.startsWith("stage3/") && !key.includes("/block1"))).toEqual(
      expect.arrayContaining(["stage3/block2", "stage3/block3…block36"]),
    );
  });

  it("are those that differ in the rate at which they are dropped alone", () => {
    const { parts } = drawn(residual("resnet34", { stochasticDepth: 0.5 }), "distinct");
    expect(groups(parts).map(({ key }) => key)).toContain("stage3/block3…block6");
  });

  it("aren't grouped where every block is shown", () => {
    const { parts } = drawn(findPreset("resnet152"), "layers");
    expect(groups(parts).some(({ kind }) => kind === "run")).toBe(false);
  });

  it("add up to the whole network, however they are grouped", () => {
    const { parts } = drawn(findPreset("resnet50"), "distinct");
    expect(parts.reduce((sum, { params }) => sum + params, 0)).toBe(25_557_032);
  });
});

describe("folding", () => {
  const { parts } = drawn(findPreset("resnet152"), "distinct");
  const group = (key: string) => groups(parts).find((candidate) => candidate.key === key) as Group;
  const run = group("stage3/block3…block36");

  it("starts with equal blocks folded where there are many", () => {
    const detail = (name: string, many: number) => startDetail(buildLayerGraph(findPreset(name)), many);
    expect(detail("resnet18", 9)).toBe("layers");
    expect(detail("resnet34", 9)).toBe("distinct");
    expect(detail("vgg19", 9)).toBe("layers");
  });

  it("opens what the detail says, unless it is the other way round", () => {
    expect(isOpen(run, ALL, "stage")).toBe(false);
    expect(isOpen(run, withToggled(ALL, run.key), "stage")).toBe(true);
    expect(isOpen(run, withToggled(withToggled(ALL, run.key), run.key), "stage")).toBe(false);
    expect(isOpen(group("stage3/block2"), ALL, "stage")).toBe(true);
  });

  it("opens all that stands around a layer, and nothing else", () => {
    const open = revealed(parts, ALL, "stage3/block20/conv2");
    expect([...open.toggled]).toEqual([run.key, "stage3/block20"]);
    expect(revealed(parts, ALL, "stage3/block2/conv2")).toEqual(ALL);
  });
});
