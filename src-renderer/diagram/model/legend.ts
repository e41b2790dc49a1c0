import type { Point } from "./geometry";
import type { LegendEntry, ShortcutStyle, Wire } from "./layout";
import { FONT, type Metrics, SIZE } from "./metrics";

/** Before an entry's text: a sample of the line, and a gap. */
export const LEGEND_LINE = 34;
const BETWEEN = 16;
const STYLES: readonly ShortcutStyle[] = ["identity", "projection", "gate"];

/** What needs to be told of these lines. */
export function stylesOf(wires: readonly Wire[]): ShortcutStyle[] {
  return STYLES.filter((style) => wires.some((wire) => wire.style === style));
}

/** Samples of lines in a row, from the given point on. */
export function legendRow(
  styles: readonly ShortcutStyle[],
  { x, y }: Point,
  { words, measure }: Pick<Metrics, "words" | "measure">,
): LegendEntry[] {
  let left = x;
  return styles.map((style) => {
    const text = words.lines[style];
    const entry = { style, text, x: left, y, width: LEGEND_LINE + measure(text, FONT.small), height: SIZE.chip };
    left += entry.width + BETWEEN;
    return entry;
  });
}
