import { describe, expect, it } from "vitest";
import { findPreset, PRESETS } from "../../../../src-main/common/arch/presets";
import { sameValue } from "../../../../src-renderer/features/architecture/model/same-value";

describe("sameValue", () => {
  it.each(PRESETS)("finds a copy of $name the same", (preset) => {
    expect(sameValue(preset, findPreset(preset.name))).toBe(true);
  });

  it.each([
    ["a leaf", { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }],
    ["a key more", { a: 1 }, { a: 1, b: undefined }],
    ["another key", { a: undefined }, { b: undefined }],
    ["an item less", [1, 2], [1]],
    ["a list for an object", [], {}],
    ["null for an object", null, {}],
    // A reduction half typed is NaN, none at all is null: their JSON is the same.
    ["NaN for null", { seReduction: Number.NaN }, { seReduction: null }],
  ])("tells %s", (_, a, b) => {
    expect([sameValue(a, b), sameValue(b, a)]).toEqual([false, false]);
  });
});
