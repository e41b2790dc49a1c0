/** What all drawings are put together from. */
import type { Box, Point } from "../model/geometry";
import type { Measure } from "../model/metrics";
import type { Ink, Shape } from "./shapes";

/** Pixels. */
const OUTSET = 4;
/** A letter's height over its size, for texts that are centred on a line. */
const CAPITAL = 0.36;

/** With the room that lines and marks may take around it. */
export function grown({ x, y, width, height }: Box): Box {
  return { x: x - OUTSET, y: y - OUTSET, width: width + 2 * OUTSET, height: height + 2 * OUTSET };
}

/** Centred on the point's height. */
export function text(
  at: Point,
  content: string,
  size: number,
  fill: Ink,
  more: Partial<Shape & { type: "text" }> = {},
): Shape {
  return { type: "text", x: at.x, y: at.y + size * CAPITAL, text: content, size, anchor: "middle", fill, ...more };
}

/** The longest beginning that has room, marked as cut. */
export function clipped(content: string, size: number, room: number, measure: Measure, bold = false): string {
  if (measure(content, size, bold) <= room) return content;
  let end = content.length;
  while (end > 0 && measure(`${content.slice(0, end)}…`, size, bold) > room) end -= 1;
  return `${content.slice(0, end).trimEnd()}…`;
}

export const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });
