import { describe, expect, it } from "vitest";
import { parseArchSpec } from "../../../src-main/common/arch/adapt";
import { findPreset } from "../../../src-main/common/arch/presets";

describe("a schema's first issue", () => {
  it.each([
    ["a field", { ...findPreset("resnet20"), classes: 0 }, "classes", "Received: 0."],
    ["a field that is missing", { ...findPreset("resnet20"), classes: undefined }, "classes", "Received: nothing."],
    ["the whole", 7, undefined, "Received: 7."],
    ["a long value", { ...findPreset("resnet20"), name: "x".repeat(200) }, "name", `Received: "${"x".repeat(59)}….`],
    [
      "a field of one alternative",
      { ...findPreset("resnet20"), block: { convs: [{ kernel: 3, padding: -1 }] } },
      "block.convs.0.padding",
      "expected number to be >=0. Received: -1.",
    ],
    [
      "a value that no alternative reads",
      { ...findPreset("resnet20"), block: "bottle" },
      "block",
      'expected one of "basic"|"bottleneck". Received: "bottle".',
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
