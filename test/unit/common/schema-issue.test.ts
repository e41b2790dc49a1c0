import { describe, expect, it } from "vitest";
import { parseArchSpec } from "../../../src-main/common/arch/adapt";
import { findPreset } from "../../../src-main/common/arch/presets";

/** `[[[…]]]`, as JSON reads it. */
function nested(depth: number): unknown {
  return JSON.parse("[".repeat(depth) + "]".repeat(depth));
}

describe("a schema's first issue", () => {
  it.each([
    ["a field", { ...findPreset("resnet20"), classes: 0 }, "classes", "received 0, expected at least 1."],
    [
      "a field that is missing",
      { ...findPreset("resnet20"), classes: undefined },
      "classes",
      "received nothing, expected a number.",
    ],
    ["half a pixel", { ...findPreset("resnet20"), input: [3, 32, 32.5] }, "input.2", "32.5, expected a whole number."],
    ["an open bound", { ...findPreset("resnet20"), dropout: 1 }, "dropout", "received 1, expected less than 1."],
    ["a list that is too short", { ...findPreset("resnet20"), stages: [] }, "stages", "expected at least 1 entry."],
    ["another version", { ...findPreset("resnet20"), version: 2 }, "version", "received 2, expected 1."],
    ["another family", { family: "resnet" }, "family", 'received "resnet", expected "residual" or "vgg".'],
    ["three names", { ...findPreset("resnet20"), stem: "7x7" }, "stem", '"imagenet", "cifar", "deep" or "none".'],
    [
      "a mistyped field",
      { ...findPreset("resnet20"), expnasion: 4 },
      undefined,
      'there is no field "expnasion", the nearest is "expansion".',
    ],
    [
      "a field that resembles none",
      { ...findPreset("resnet20"), block: { convs: [{ kernel: 3, padding: 1, weather: 1 }] } },
      "block.convs.0",
      'there is no field "weather".',
    ],
    ["a value that no stack can write", nested(100_000), undefined, `received ${"[".repeat(60)}…, expected an object.`],
    ["the whole", 7, undefined, "received 7, expected an object."],
    [
      "a long value",
      { ...findPreset("resnet20"), name: "x".repeat(200) },
      "name",
      `received "${"x".repeat(59)}…, expected at most 100 characters.`,
    ],
    [
      "a field of one alternative",
      { ...findPreset("resnet20"), block: { convs: [{ kernel: 3, padding: -1 }] } },
      "block.convs.0.padding",
      "received -1, expected at least 0.",
    ],
    [
      "a value that no alternative reads",
      { ...findPreset("resnet20"), block: "bottle" },
      "block",
      'received "bottle", expected "basic" or "bottleneck", or an object.',
    ],
  ])("says what was received: %s", (_, value, field, end) => {
    const refused = expect.objectContaining({
      code: "INVALID_ARCHITECTURE",
      field,
      message: expect.stringContaining(end),
    });
    expect(() => parseArchSpec(value)).toThrow(refused);
  });
});
