import { drawCut, drawLegend, drawWire } from "../../diagram/drawing/draw-lines";
import { drawNode } from "../../diagram/drawing/draw-node";
import { item, text } from "../../diagram/drawing/items";
import type { Drawing, DrawnItem } from "../../diagram/drawing/shapes";
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
    ...heads.map((head, n) => drawHead(head, margin + n * column, column)),
  ];
  return { width: figure.width, height: figure.height, items };
}

function hintOf({ part }: PlacedNode): string {
  const output = isGroup(part) ? part.output : part.node.output;
  return `${part.key} · ${shapeText(output)}`;
}

function drawBand({ label, y, height }: Band, width: number): DrawnItem {
  return item(`band ${label}`, null, { x: 0, y, width, height }, [
    { type: "path", d: `M0 ${y}H${width}`, stroke: "--line" },
    text({ x: 16, y: y + 24 }, label, FONT.box, "--ink-soft", { anchor: "start", bold: true }),
  ]);
}

function drawHead({ title, lines }: FigureHead, x: number, width: number): DrawnItem {
  const middle = x + width / 2 - 8;
  return item(`head ${x}`, null, { x, y: 0, width, height: lines.length * LINE + 34 }, [
    text({ x: middle, y: 16 }, title, 13, "--ink", { bold: true }),
    ...lines.map((line, i) => text({ x: middle, y: 36 + i * LINE }, line, FONT.box, "--ink-soft")),
  ]);
}
