import { describe, expect, it } from "vitest";
import { designOf } from "../../../../src-main/common/arch/block-design";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import { type ConditionalField, isRelevant } from "../../../../src-renderer/features/architecture/model/relevance";
import { withBlock } from "../../../../src-renderer/features/architecture/model/spec-edits";
import { createEditor } from "../../../../src-renderer/features/architecture/use-editor";

const residual = (name: string) => findPreset(name) as ResidualSpec;
const resnet20 = residual("resnet20");
const resnet50 = residual("resnet50");
const CASES: readonly [ConditionalField, ResidualSpec, ResidualSpec][] = [
  ["expansion", resnet50, resnet20],
  ["groups", resnet50, resnet20],
  ["widthPerGroup", { ...resnet20, block: designOf(resnet20) }, resnet20],
  ["bottleneckStride", resnet50, { ...resnet50, block: designOf(resnet50) }],
  ["normGroups", { ...resnet20, norm: "group" }, { ...resnet20, norm: "none" }],
  ["zeroInitLastGamma", resnet20, { ...resnet20, activationOrder: "pre" }],
  ["zeroInitLastGamma", { ...resnet20, norm: "group" }, { ...resnet20, norm: "none" }],
  ["zeroInitLastGamma", resnet20, residual("plain20")],
  ["projectionPooling", resnet50, resnet20],
  ["projectionPooling", { ...resnet50, shortcut: "C" }, { ...resnet50, shortcut: "none" }],
  ["projectionPooling", resnet50, { ...resnet50, block: { ...designOf(resnet50), projection: "unstrided" } }],
  ["shortcutPadding", resnet20, resnet50],
  ["shortcutScale", resnet20, residual("plain20")],
  ["stochasticDepth", resnet20, residual("plain20")],
  ["dropout", resnet20, { ...resnet20, block: { ...designOf(resnet20), convs: designOf(resnet20).convs.slice(1) } }],
];

describe("fields of a residual network", () => {
  it.each(CASES)("%s shows only where it has an effect", (field, where, notWhere) => {
    expect([isRelevant(field, where), isRelevant(field, notWhere)]).toEqual([true, false]);
  });

  it("go back to neutral when an edit leaves them without an effect", () => {
    const editor = createEditor(residual("resnext50_32x4d"));
    editor.editResidual("block", (draft) => withBlock(draft, "basic"));
    expect(editor.spec.value).toMatchObject({ block: "basic", expansion: 1, groups: 1, widthPerGroup: 64 });
    editor.undo();
    expect(editor.spec.value).toMatchObject({ expansion: 4, groups: 32, widthPerGroup: 4 });
  });

  it("leave no fault behind where they aren't shown any more", () => {
    const editor = createEditor({ ...resnet20, norm: "group" });
    editor.setResidual({ normGroups: null });
    expect([...editor.faults.value.keys()]).toEqual(["normGroups"]);
    editor.setResidual({ norm: "batch" });
    expect(editor.faults.value.size).toBe(0);
    expect(editor.spec.value).toMatchObject({ norm: "batch", normGroups: 32 });
  });

  it("stay as a file has them as long as no edit touches what they hang on", () => {
    const editor = createEditor({ ...resnet20, expansion: 3 });
    editor.setResidual({ shortcut: "B" });
    expect(editor.spec.value).toMatchObject({ expansion: 3 });
  });

  it("stand at neutral in every preset where they have no effect", () => {
    const fields = [...new Set(CASES.map(([field]) => field))];
    const strays = PRESETS.flatMap((preset) => {
      if (preset.family !== "residual") return [];
      return fields.filter(
        (field) => !isRelevant(field, preset) && preset[field] !== resnet20[field] && field !== "expansion",
      );
    });
    expect(strays).toEqual([]);
  });
});
