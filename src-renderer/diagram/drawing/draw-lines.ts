/** Lines between layers, where one is cut off, and what they mean. */
import { type Box, bottom, centre, type Point, right } from "../model/geometry";
import type { Cut, LegendEntry, PlacedNode, Wire, WireStyle } from "../model/layout";
import { LEGEND_LINE } from "../model/legend";
import { FONT, SIZE } from "../model/metrics";
import { text } from "./items";
import { roundedLine } from "./rounded-line";
import type { DrawnItem, Ink, Paint, Shape } from "./shapes";

const WIRE_PAINT: Readonly<Record<WireStyle, Paint>> = {
  flow: { stroke: "--ink-faint", strokeWidth: 1.2 },
  identity: { stroke: "--kind-add", strokeWidth: 1.5 },
  projection: { stroke: "--kind-add", strokeWidth: 1.5, dash: "5 3" },
  gate: { stroke: "--kind-activation", strokeWidth: 1.2 },
};

export function drawWire({ from, style, points }: Wire, nodes: ReadonlyMap<string, PlacedNode>, i: number): DrawnItem {
  const paint = WIRE_PAINT[style];
  const ink = paint.stroke ?? "--ink-faint";
  const shapes: Shape[] = [{ type: "path", d: roundedLine(points, 7), ...paint }];
  const source = nodes.get(from);
  const [start] = points;
  if (start && source && !isOnEdge(start, source)) {
    shapes.push({ type: "rect", x: start.x - 2, y: start.y - 2, width: 4, height: 4, radius: 2, fill: ink });
  }
  if (points.length > 2) shapes.push(arrowHead(points, ink));
  return { id: `wire ${i}`, key: null, shapes };
}

function isOnEdge({ x, y }: Point, box: Box): boolean {
  return y === bottom(box) || x === right(box);
}

/** At a line's end; lines that go straight on need none. */
function arrowHead(points: readonly Point[], fill: Ink): Shape {
  const [before = { x: 0, y: 0 }, { x, y } = before] = points.slice(-2);
  const dx = Math.sign(x - before.x);
  const dy = Math.sign(y - before.y);
  const back = { x: x - 5 * dx, y: y - 5 * dy };
  const d = `M${x} ${y}L${back.x + 3 * dy} ${back.y + 3 * dx}L${back.x - 3 * dy} ${back.y - 3 * dx}Z`;
  return { type: "path", d, fill };
}

export function drawCut({ x, y, from, text: words }: Cut): DrawnItem {
  const shapes: Shape[] = [
    { type: "path", d: `M${x} ${y - SIZE.gap}V${y}`, ...WIRE_PAINT.flow },
    { type: "path", d: `M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`, stroke: "--bad", strokeWidth: 2 },
    text({ x: x - 8, y }, words, FONT.small, "--bad", { anchor: "end" }),
  ];
  return { id: `cut ${from}`, key: null, shapes };
}

export function drawLegend(entry: LegendEntry): DrawnItem {
  const { x, style, text: words } = entry;
  const { y } = centre(entry);
  const shapes: Shape[] = [
    { type: "path", d: `M${x} ${y}h${LEGEND_LINE - 8}`, ...WIRE_PAINT[style] },
    text({ x: x + LEGEND_LINE, y }, words, FONT.small, "--ink-soft", { anchor: "start" }),
  ];
  return { id: `legend ${style}`, key: null, shapes };
}
