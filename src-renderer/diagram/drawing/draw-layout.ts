/** A placed diagram in shapes. */

import { KIND_COLORS } from "../../ui/kind-colors";
import { type Box, bottom, centre, lineBox, type Point, right } from "../model/geometry";
import type { Cut, Frame, Layout, LegendEntry, PlacedNode, Wire, WireStyle } from "../model/layout";
import { FONT, type Measure, SIZE } from "../model/metrics";
import { LEGEND_LINE } from "../model/sheet";
import { roundedLine } from "./rounded-line";
import type { Drawing, DrawnItem, Ink, Paint, Shape } from "./shapes";

export const WIRE_PAINT: Readonly<Record<WireStyle, Paint>> = {
  flow: { stroke: "--ink-faint", strokeWidth: 1.2 },
  identity: { stroke: "--kind-add", strokeWidth: 1.5 },
  projection: { stroke: "--kind-add", strokeWidth: 1.5, dash: "5 3" },
  gate: { stroke: "--kind-activation", strokeWidth: 1.2 },
};

/** Room around a shape that its line's width and marks may take. */
const OUTSET = 4;
/** A letter's height over its size, for texts that are centred on a line. */
const CAPITAL = 0.36;

export function drawLayout(layout: Layout, measure: Measure): Drawing {
  const nodes = new Map(layout.nodes.map((node) => [node.key, node]));
  const items = [
    ...layout.frames.flatMap((frame) => [drawFrame(frame, measure), drawFold(frame, true)]),
    ...layout.wires.map((wire, i) => drawWire(wire, nodes, i)),
    ...layout.nodes.flatMap((node) => [
      drawNode(node, measure),
      ...(node.form === "card" ? [drawFold(node, false)] : []),
    ]),
    ...layout.cuts.map(drawCut),
    ...layout.legend.map(drawLegend),
  ];
  return { width: layout.width, height: layout.height, items };
}

function item(id: string, key: string | null, box: Box, shapes: readonly Shape[]): DrawnItem {
  const { x, y, width, height } = box;
  const outer = { x: x - OUTSET, y: y - OUTSET, width: width + 2 * OUTSET, height: height + 2 * OUTSET };
  return { id, key, box: outer, shapes };
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

function drawFrame(frame: Frame, measure: Measure): DrawnItem {
  const { x, width, group, title, subtitle } = frame;
  const panel = isPanel(frame);
  const y = titleLine(frame);
  const left = x + 19;
  // A block's title ends before the line that enters it.
  const room = group.kind === "block" ? 2 * SIZE.box : width - 27;
  const size = panel ? FONT.title : FONT.small;
  const ground: Ink = panel ? "--ground-raised" : "--ground";
  const name = clipped(title, size, room, measure, panel);
  const shapes: Shape[] = [
    { type: "rect", ...boxOf(frame), radius: panel ? 8 : 6, fill: ground, stroke: "--line" },
    text({ x: left, y }, name, size, panel ? "--ink" : "--ink-faint", { anchor: "start", bold: panel }),
  ];
  const more = clipped(subtitle, FONT.small, room, measure);
  if (panel) shapes.push(text({ x: left, y: y + SIZE.line }, more, FONT.small, "--ink-faint", { anchor: "start" }));
  return item(`frame ${frame.key}`, frame.key, frame, shapes);
}

const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

/** What folds a frame or unfolds a card: a small arrow, in more room than it takes. */
function drawFold(group: Frame | PlacedNode, open: boolean): DrawnItem {
  const { x, y } = { x: group.x + 11, y: titleLine(group) };
  const d = open ? `M${x - 3} ${y - 1.5}l3 3 3-3` : `M${x - 1.5} ${y - 3}l3 3-3 3`;
  const room = { x: x - 10, y: y - 9, width: 18, height: 18 };
  const shapes: Shape[] = [
    { type: "rect", ...room, radius: 4, fill: "--ground", fillOpacity: 0 },
    { type: "path", d, stroke: "--ink-faint", strokeWidth: 1.3 },
  ];
  return { ...item(`fold ${group.key}`, group.key, room, shapes), folds: true };
}

/** Where the title of a frame or card stands. */
function titleLine(group: Frame | PlacedNode): number {
  if ("form" in group) return group.height > SIZE.box ? group.y + 5 + SIZE.line / 2 : centre(group).y;
  return group.y + (isPanel(group) ? 13 : 10);
}

const isPanel = ({ subtitle }: Frame) => subtitle !== "";

function drawWire({ from, style, points }: Wire, nodes: ReadonlyMap<string, PlacedNode>, i: number): DrawnItem {
  const paint = WIRE_PAINT[style];
  const ink = paint.stroke ?? "--ink-faint";
  const shapes: Shape[] = [{ type: "path", d: roundedLine(points, 7), ...paint }];
  const source = nodes.get(from);
  const [start] = points;
  if (start && source && !isOnEdge(start, source)) {
    shapes.push({ type: "rect", x: start.x - 2, y: start.y - 2, width: 4, height: 4, radius: 2, fill: ink });
  }
  if (points.length > 2) shapes.push(arrowHead(points, ink));
  return item(`wire ${i}`, null, lineBox(points), shapes);
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

function drawNode(node: PlacedNode, measure: Measure): DrawnItem {
  const faint: Paint = node.dead ? { opacity: 0.5 } : {};
  const shapes = SHAPES[node.form](node, measure).map((shape) => ({ ...shape, ...faint }));
  return item(`node ${node.key}`, node.key, node, shapes);
}

const SHAPES: Readonly<Record<PlacedNode["form"], (node: PlacedNode, measure: Measure) => Shape[]>> = {
  box: (node) => [
    ...body(node, 4),
    text(centre(node), node.lines[0] ?? "", node.height < SIZE.box ? FONT.small : FONT.box, "--ink"),
  ],
  chip: (node) => [...body(node, 3), text(centre(node), node.lines[0] ?? "", FONT.chip, "--ink-soft")],
  sum: (node) => [...circle(node, "--kind-add"), cross(node, "--kind-add", 0)],
  times: (node) => [...circle(node, "--kind-activation"), cross(node, "--kind-activation", 45)],
  card: drawCard,
};

/** A tinted box on the ground's own colour, so that no line shows through. */
function body(node: PlacedNode, radius: number): Shape[] {
  const { part, dead } = node;
  const ink = part.kind === "layer" ? KIND_COLORS[part.node.kind] : "--ink-faint";
  const box = { type: "rect", ...boxOf(node), radius } as const;
  const edge: Paint = { stroke: ink, strokeOpacity: 0.55, ...(dead ? { dash: "3 2" } : {}) };
  return [
    { ...box, fill: "--ground-raised" },
    { ...box, fill: ink, fillOpacity: 0.13, ...edge },
  ];
}

function circle(node: PlacedNode, ink: Ink): Shape[] {
  const { x, y, width, height } = node;
  return [
    { type: "rect", x, y, width, height, radius: width / 2, fill: "--ground-raised", stroke: ink, strokeWidth: 1.5 },
  ];
}

function cross(node: PlacedNode, stroke: Ink, degrees: 0 | 45): Shape {
  const { x, y } = centre(node);
  const r = degrees === 0 ? 4 : 3;
  const d =
    degrees === 0
      ? `M${x - r} ${y}h${2 * r}M${x} ${y - r}v${2 * r}`
      : `M${x - r} ${y - r}l${2 * r} ${2 * r}M${x + r} ${y - r}l${-2 * r} ${2 * r}`;
  return { type: "path", d, stroke, strokeWidth: 1.5 };
}

/** A folded group; edges of more sheets behind it when it stands for several blocks. */
function drawCard(node: PlacedNode, measure: Measure): Shape[] {
  const { x, y, width, height, lines, part, dead } = node;
  const edge: Paint = { fill: "--ground-raised", stroke: "--line-strong", ...(dead ? { dash: "3 2" } : {}) };
  const sheet = (by: number): Shape => ({ type: "rect", x: x + by, y: y + by, width, height, radius: 5, ...edge });
  const [title = "", ...rest] = lines;
  const first = titleLine(node);
  const left = x + 19;
  const room = width - 25;
  const shapes = [
    ...(part.kind !== "layer" && part.blocks > 1 ? [sheet(5), sheet(2.5)] : []),
    sheet(0),
    text({ x: left, y: first }, clipped(title, FONT.title, room, measure, true), FONT.title, "--ink", BOLD),
  ];
  if (height > SIZE.box) {
    const written = rest.map((line) => clipped(line, FONT.small, room, measure));
    const at = (i: number) => ({ x: left, y: first + (i + 1) * SIZE.line });
    return [...shapes, ...written.map((line, i) => text(at(i), line, FONT.small, "--ink-soft", { anchor: "start" }))];
  }
  return [
    ...shapes,
    text({ x: x + width - 7, y: first }, rest.join(" "), FONT.small, "--ink-faint", { anchor: "end" }),
  ];
}

const BOLD = { anchor: "start", bold: true } as const;

function drawCut({ x, y, from, text: words }: Cut): DrawnItem {
  const box = { x: x - 6, y: y - 6, width: 120, height: 12 };
  return item(`cut ${from}`, null, box, [
    { type: "path", d: `M${x} ${y - SIZE.gap}V${y}`, ...WIRE_PAINT.flow },
    { type: "path", d: `M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`, stroke: "--bad", strokeWidth: 2 },
    text({ x: x - 8, y }, words, FONT.small, "--bad", { anchor: "end" }),
  ]);
}

function drawLegend(entry: LegendEntry): DrawnItem {
  const { x, style, text: words } = entry;
  const { y } = centre(entry);
  return item(`legend ${style}`, null, entry, [
    { type: "path", d: `M${x} ${y}h${LEGEND_LINE - 8}`, ...WIRE_PAINT[style] },
    text({ x: x + LEGEND_LINE, y }, words, FONT.small, "--ink-soft", { anchor: "start" }),
  ]);
}
