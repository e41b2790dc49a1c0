import { describe, expect, it } from "vitest";
import { parseArchSpec } from "../../../src-main/common/arch/adapt";
import { findPreset } from "../../../src-main/common/arch/presets";

describe("a schema's first issue", () => {
  it.each([
    ["a field", { ...findPreset("resnet20"), classes: 0 }, "classes", "Received: 0."],
    ["a field that is missing", { ...findPreset("resnet20"), classes: undefined }, "classes", "Received: nothing."],
    ["the whole", 7, undefined, "Received: 7."],
    ["a long value", { ...findPreset("resnet20"), name: "x".repeat(200) }, "name", `Received: "${"x".repeat(59)}….`],
  ])("says what was received: %s", (_, value, field, end) => {
    const refused = expect.objectContaining({
      code: "INVALID_ARCHITECTURE",
      field,
      message: expect.stringContaining(end),
    });
    expect(() => parseArchSpec(value)).toThrow(refused);
  });
});
