import type { Measure } from "../model/metrics";

/** Widths of texts in the page's font, as the browser will set them. */
export function browserMeasure(): Measure {
  const context = document.createElement("canvas").getContext("2d");
  const family = fontFamily();
  const known = new Map<string, number>();
  return (text, size, bold = false) => {
    const id = `${size} ${bold} ${text}`;
    const before = known.get(id);
    if (before !== undefined) return before;
    if (context) context.font = `${bold ? 600 : 400} ${size}px ${family}`;
    const width = context?.measureText(text).width ?? text.length * size;
    known.set(id, width);
    return width;
  };
}

export function fontFamily(): string {
  return getComputedStyle(document.body).fontFamily;
}
