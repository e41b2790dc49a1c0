import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import {
  withBlock,
  withBlocksEverywhere,
  withFamily,
  withStage,
  withVggStage,
} from "../../../../src-renderer/features/architecture/model/spec-edits";
import { createEditor } from "../../../../src-renderer/features/architecture/use-editor";

const editing = (preset: string) => createEditor(findPreset(preset));

describe("the editor", () => {
  it("keeps the last valid architecture while a field is half typed", () => {
    const editor = editing("resnet20");
    editor.editResidual("stages.0.width", (draft) => withStage(draft, 0, { width: null }));
    expect([...editor.faults.value]).toEqual([["stages.0.width", { kind: "number" }]]);
    expect(editor.analysis.value.params).toBe(269_722);
    editor.editResidual("stages.0.width", (draft) => withStage(draft, 0, { width: 32 }));
    expect(editor.faults.value.size).toBe(0);
    expect(editor.analysis.value.params).not.toBe(269_722);
  });

  it.each([
    [{ width: 1.5 }, { kind: "whole" }],
    [{ width: 0 }, { kind: "min", limit: 1 }],
    [{ width: 20_000 }, { kind: "max", limit: 16_384 }],
  ])("says what is wrong with %o", (change, fault) => {
    const editor = editing("resnet20");
    editor.editResidual("stages.1.width", (draft) => withStage(draft, 1, change));
    expect(editor.faults.value.get("stages.1.width")).toEqual(fault);
  });

  it("finds all faults at once", () => {
    const editor = editing("resnet50");
    editor.editResidual("expansion", (draft) => ({ ...draft, expansion: 0, classes: null, name: "" }));
    expect([...editor.faults.value.keys()].sort()).toEqual(["classes", "expansion", "name"]);
    expect(editor.faults.value.get("expansion")).toEqual({ kind: "above", limit: 0 });
    expect(editor.faults.value.get("name")).toEqual({ kind: "required" });
  });

  it("undoes the typing in one field as one step, and a preset as another", () => {
    const editor = editing("resnet20");
    for (const width of [3, 32]) {
      editor.editResidual("stages.0.width", (draft) => withStage(draft, 0, { width }));
    }
    editor.load(findPreset("resnet50"), "resnet50");
    editor.undo();
    expect(editor.base.value).toBe("resnet20");
    expect((editor.spec.value as ResidualSpec).stages[0]?.width).toBe(32);
    editor.undo();
    expect(editor.spec.value).toEqual(findPreset("resnet20"));
    expect(editor.canUndo.value).toBe(false);
    editor.redo();
    editor.redo();
    expect(editor.spec.value.name).toBe("resnet50");
    expect(editor.canRedo.value).toBe(false);
  });

  it("knows when it differs from the preset it started from", () => {
    const editor = editing("resnet20");
    expect(editor.isEdited.value).toBe(false);
    editor.edit("classes", (draft) => ({ ...draft, classes: 7 }));
    expect(editor.isEdited.value).toBe(true);
  });
});

describe("names", () => {
  it.each([
    [6, "resnet38"],
    [9, "resnet56"],
    [3, "resnet20"],
  ])("follow the depth: n = %i is %s", (n, name) => {
    const editor = editing("resnet20");
    editor.editResidual("depth", (draft) => withBlocksEverywhere(draft, n));
    expect(editor.spec.value.name).toBe(name);
  });

  it("follow the shortcut to the plain network and back", () => {
    const editor = editing("resnet20");
    editor.editResidual("shortcut", (draft) => ({ ...draft, shortcut: "none" }));
    expect(editor.spec.value.name).toBe("plain20");
    editor.editResidual("shortcut", (draft) => ({ ...draft, shortcut: "B" }));
    expect(editor.spec.value.name).toBe("resnet20-custom");
    editor.editResidual("shortcut", (draft) => ({ ...draft, shortcut: "A" }));
    expect(editor.spec.value.name).toBe("resnet20");
  });

  it("aren't changed by another input or class count", () => {
    const editor = editing("resnet20");
    editor.edit("input", (draft) => ({ ...draft, input: [1, 28, 28], classes: 3 }));
    expect(editor.spec.value.name).toBe("resnet20");
  });

  it("stay as the user gave them", () => {
    const editor = editing("resnet20");
    editor.edit("name", (draft) => ({ ...draft, name: "mine" }));
    editor.editResidual("depth", (draft) => withBlocksEverywhere(draft, 5));
    expect(editor.spec.value.name).toBe("mine");
  });
});

describe("edits", () => {
  it("start a bottleneck as the paper's", () => {
    const bottleneck = withBlock(findPreset("resnet34") as ResidualSpec, "bottleneck");
    expect(bottleneck).toMatchObject({ block: "bottleneck", expansion: 4 });
  });

  it("keep input and classes when the family changes", () => {
    const start = withFamily({ ...findPreset("resnet20"), classes: 7 }, "vgg");
    expect(start?.draft).toMatchObject({ family: "vgg", input: [3, 32, 32], classes: 7 });
    expect(withFamily(findPreset("resnet20"), "residual")).toBeNull();
  });

  it("leave what is no number in a VGG's widths for the schema to refuse", () => {
    const editor = editing("vgg11");
    editor.editVgg("stages.0", (draft) => withVggStage(draft, 0, "64, x"));
    expect([...editor.faults.value.keys()]).toEqual(["stages.0.1"]);
    editor.editVgg("stages.0", (draft) => withVggStage(draft, 0, " "));
    expect([...editor.faults.value.keys()]).toEqual(["stages.0"]);
    editor.editVgg("stages.0", (draft) => withVggStage(draft, 0, "64,128 32"));
    expect(editor.spec.value).toMatchObject({ stages: [[64, 128, 32], [128], [256, 256], [512, 512], [512, 512]] });
  });
});
