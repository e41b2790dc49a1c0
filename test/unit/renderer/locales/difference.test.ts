import { describe, expect, it } from "vitest";
import { differenceOf } from "../../../../src-renderer/locales/difference";
import { formatters } from "../../../../src-renderer/locales/format";

const MIB = 1024 * 1024;
const english = formatters("en-US");
const korean = formatters("ko-KR");

describe("the difference to the baseline", () => {
  const count = (now: number, before: number) => differenceOf(now, before, "count", english, "same");

  it.each([
    [272_474, 269_722, "+2,752 +1.0%", "more"],
    [269_722, 272_474, "−2,752 −1.0%", "less"],
    [60_192_808, 25_557_032, "+34.64M +136%", "more"],
    [110, 20, "+90 +450%", "more"],
    [20, 20, "same", "same"],
    [5, 0, "+5", "more"],
  ])("of %d and %d is %s", (now, before, text, direction) => {
    expect(count(now, before)).toEqual({ text, direction });
  });

  it("is in bytes for memory, in the reader's language", () => {
    expect(differenceOf(300 * MIB, 200 * MIB, "bytes", english, "same").text).toBe("+100 MiB +50%");
    expect(differenceOf(200 * MIB, 300 * MIB, "bytes", korean, "같음").text).toBe("−100 MiB −33%");
  });
});
