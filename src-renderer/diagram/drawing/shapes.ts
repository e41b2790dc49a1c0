/** What a drawing consists of, for the page and for files alike; colours are design tokens until they are painted. */
import type { Box, Point } from "../model/geometry";

/** A CSS variable that holds a colour. */
export type Ink = `--${string}`;

export interface Paint {
  fill?: Ink;
  fillOpacity?: number;
  stroke?: Ink;
  strokeOpacity?: number;
  strokeWidth?: number;
  /** Lengths of line and gap. */
  dash?: string;
  opacity?: number;
}

export type Shape =
  | ({ type: "rect"; radius: number } & Box & Paint)
  | ({ type: "path"; d: string } & Paint)
  | ({ type: "text"; text: string; size: number; bold?: boolean; anchor: "start" | "middle" | "end" } & Point & Paint);

/** Shapes that belong together and are drawn or left out together. */
export interface DrawnItem {
  /** Unique in its drawing. */
  id: string;
  /** Key of the node or frame that a click on it means; null for lines. */
  key: string | null;
  /** Said where the pointer rests on it. */
  hint?: string;
  /** True when a click folds or unfolds what the key names. */
  folds?: true;
  shapes: readonly Shape[];
}

export interface Drawing {
  width: number;
  height: number;
  /** Bottom to top. */
  items: readonly DrawnItem[];
}

type Attributes = Record<string, string | number>;

/** An element's name and attributes in SVG. @param color what an ink is written as: `var(--ink)` or a resolved colour */
export function svgElement(
  shape: Shape,
  color: (ink: Ink) => string,
): { name: string; attributes: Attributes; text?: string } {
  const paint = paintAttributes(shape, color);
  switch (shape.type) {
    case "rect": {
      const { x, y, width, height, radius } = shape;
      return { name: "rect", attributes: { x, y, width, height, rx: radius, ...paint } };
    }
    case "path":
      return { name: "path", attributes: { d: shape.d, ...paint } };
    case "text": {
      const { x, y, size, bold, anchor, text } = shape;
      const font = { "font-size": size, ...(bold ? { "font-weight": 600 } : {}), "text-anchor": anchor };
      return { name: "text", attributes: { x, y, ...font, ...paint }, text };
    }
  }
}

function paintAttributes(paint: Paint, color: (ink: Ink) => string): Attributes {
  const { fill, fillOpacity, stroke, strokeOpacity, strokeWidth, dash, opacity } = paint;
  const attributes: Attributes = { fill: fill ? color(fill) : "none" };
  if (fillOpacity !== undefined) attributes["fill-opacity"] = fillOpacity;
  if (stroke) attributes["stroke"] = color(stroke);
  if (strokeOpacity !== undefined) attributes["stroke-opacity"] = strokeOpacity;
  if (strokeWidth !== undefined) attributes["stroke-width"] = strokeWidth;
  if (dash) attributes["stroke-dasharray"] = dash;
  if (opacity !== undefined) attributes["opacity"] = opacity;
  return attributes;
}
