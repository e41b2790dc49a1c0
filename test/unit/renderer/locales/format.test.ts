import { describe, expect, it } from "vitest";
import { formatters } from "../../../../src-renderer/locales/format";
import { formatLocale } from "../../../../src-renderer/locales/language";

const format = formatters("en-US");

describe("numbers", () => {
  it("groups integers and keeps every digit", () => {
    expect(format.integer(19_632_062_464)).toBe("19,632,062,464");
    expect(formatters("de-DE").integer(25_557_032)).toBe("25.557.032");
  });

  it("signs differences", () => {
    expect([0.183, -0.05, 0].map(format.signedPercent)).toEqual(["+18.3%", "-5.0%", "0.0%"]);
  });

  it("keeps decimals aligned", () => {
    expect([format.decimal(2.3, 4), format.percent(0.9125)]).toEqual(["2.3000", "91.3%"]);
  });

  it.each([
    [0, "0 B"],
    [1023, "1,023 B"],
    [1536, "1.5 KiB"],
    [150 * 1024 ** 2, "150 MiB"],
    [3.5 * 1024 ** 4, "3.5 TiB"],
  ])("writes %d bytes as %s", (bytes, text) => {
    expect(format.bytes(bytes)).toBe(text);
  });

  it.each([
    [999, "999 B"],
    [1000, "1.0 kB"],
    [9_940_000, "9.9 MB"],
    [11_594_722, "12 MB"],
    [170_498_071, "170 MB"],
    [2e15, "2,000 TB"],
  ])("writes a transfer of %d bytes as %s", (bytes, text) => {
    expect(format.transfer(bytes)).toBe(text);
  });
});

describe("times", () => {
  it.each([
    [0, "0s"],
    [7.4, "7s"],
    [249, "4m 09s"],
    [7500, "2h 05m"],
    [-3, "0s"],
  ])("writes %d seconds as %s", (seconds, text) => {
    expect(format.duration(seconds)).toBe(text);
  });

  it.each([
    [-30, "30 seconds ago"],
    [-185, "3 minutes ago"],
    [-86_400, "yesterday"],
  ])("says %d seconds from now as %s", (seconds, text) => {
    expect(format.relative(1e12 + seconds * 1000, 1e12)).toBe(text);
  });
});

describe("the reader's locale", () => {
  it("is the browser's region where it fits the language", () => {
    expect(formatLocale("en", ["ko-KR", "en-GB"])).toBe("en-GB");
    expect(formatLocale("ko", ["en-GB"])).toBe("ko-KR");
  });
});
