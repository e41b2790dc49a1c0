import { drawCut, drawLegend, drawWire } from "../../diagram/drawing/draw-lines";
import { drawNode } from "../../diagram/drawing/draw-node";
import { text } from "../../diagram/drawing/items";
import type { Drawing, DrawnItem, Shape } from "../../diagram/drawing/shapes";
import { shapeText } from "../../diagram/model/labels";
import type { PlacedNode } from "../../diagram/model/layout";
import { FONT, type Measure } from "../../diagram/model/metrics";
import { isGroup } from "../../diagram/model/parts";
import type { Band, Figure } from "./figure-layout";

/** A network's name and numbers, for pictures that leave the page. */
export interface FigureHead {
  title: string;
  lines: readonly string[];
}

const LINE = 15;
export const headHeight = (heads: readonly FigureHead[]) =>
  Math.max(0, ...heads.map(({ lines }) => lines.length)) * LINE + 34;

export function drawFigure(figure: Figure, measure: Measure, heads: readonly FigureHead[], margin: number): Drawing {
  const nodes = new Map(figure.nodes.map((node) => [node.key, node]));
  const column = (figure.width - margin) / Math.max(1, heads.length);
  const items = [
    ...figure.bands.map((band) => drawBand(band, figure.width)),
    ...figure.wires.map((wire, i) => drawWire(wire, nodes, i)),
    ...figure.nodes.map((node) => ({ ...drawNode(node, measure), hint: hintOf(node) })),
    ...figure.cuts.map(drawCut),
    ...figure.legend.map(drawLegend),
    ...heads.map((head, n) => drawHead(head, margin + (n + 0.5) * column - 8)),
  ];
  return { width: figure.width, height: figure.height, items };
}

function hintOf({ part }: PlacedNode): string {
  const output = isGroup(part) ? part.output : part.node.output;
  return `${part.key} · ${shapeText(output)}`;
}

function drawBand({ label, y }: Band, width: number): DrawnItem {
  const shapes: Shape[] = [
    { type: "path", d: `M0 ${y}H${width}`, stroke: "--line" },
    text({ x: 16, y: y + 24 }, label, FONT.box, "--ink-soft", { anchor: "start", bold: true }),
  ];
  return { id: `band ${label}`, key: null, shapes };
}

function drawHead({ title, lines }: FigureHead, middle: number): DrawnItem {
  const shapes = [
    text({ x: middle, y: 16 }, title, 13, "--ink", { bold: true }),
    ...lines.map((line, i) => text({ x: middle, y: 36 + i * LINE }, line, FONT.box, "--ink-soft")),
  ];
  return { id: `head ${middle}`, key: null, shapes };
}
