import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RUN_STYLES, runStyle } from "../../../../src-renderer/ui/run-colors";

const tokens = readFileSync(new URL("../../../../src-renderer/styles/tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = tokens.split("html.dark");

function colorOf(theme: string, variable: string): string {
  const [, value] = new RegExp(`${variable}: (#[0-9a-f]{6});`).exec(theme) ?? [];
  if (!value) throw new Error(`${variable} has no colour.`);
  return value;
}

/** WCAG 2.2 relative luminance and contrast. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["light", light],
  ["dark", dark],
])("colours in the %s theme", (_, theme) => {
  it.each(RUN_STYLES)("$variable stands out from the chart's ground (3:1)", ({ variable }) => {
    expect(contrast(colorOf(theme, variable), colorOf(theme, "--ground-raised"))).toBeGreaterThanOrEqual(3);
  });

  it.each(["--ink", "--ink-soft", "--ink-faint", "--accent-ink", "--good", "--warn", "--bad"])(
    "%s can be read on every ground (4.5:1)",
    (ink) => {
      for (const ground of ["--ground", "--ground-raised", "--ground-sunken"]) {
        expect(contrast(colorOf(theme, ink), colorOf(theme, ground))).toBeGreaterThanOrEqual(4.5);
      }
    },
  );
});

describe("a run's style", () => {
  it("follows from its id alone", () => {
    expect(runStyle("2026-11-24-a1b2")).toBe(runStyle("2026-11-24-a1b2"));
  });

  it("spreads runs over all styles", () => {
    const used = new Set(Array.from({ length: 200 }, (_, i) => runStyle(`run-${i}`)));
    expect(used.size).toBe(RUN_STYLES.length);
  });
});
