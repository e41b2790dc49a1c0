import { describe, expect, it } from "vitest";
import { fill, shownValue } from "../../../../../src-main/common/arch/diagnostics/values";

describe("a text's values", () => {
  it.each([
    [21_797_672, "21,797,672"],
    [0.30000000000000004, "0.3"],
    [0.0001234, "0.0001234"],
    [2 ** 53, "9010 trillion"],
    [3.2e21, "3.2E21"],
    ["3x32x32", "3x32x32"],
  ])("%s is written %s", (value, text) => {
    expect(shownValue(value)).toBe(text);
  });

  it("follow the reader's locale", () => {
    expect(shownValue(25_557_032, "de-DE")).toBe("25.557.032");
    expect(shownValue(2 ** 53, "ko-KR")).toBe("9010조");
  });

  it("leave a placeholder without a value as it is", () => {
    expect(fill("{a} and {b}", { a: 1234 })).toBe("1,234 and {b}");
  });
});
