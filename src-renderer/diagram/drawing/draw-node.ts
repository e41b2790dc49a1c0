/** Layers and folded groups. */
import { KIND_COLORS } from "../../ui/kind-colors";
import { centre } from "../model/geometry";
import type { PlacedNode } from "../model/layout";
import { FONT, type Measure, SIZE } from "../model/metrics";
import { titleLine } from "./draw-fold";
import { boxOf, clipped, text } from "./items";
import type { DrawnItem, Ink, Paint, Shape } from "./shapes";

export function drawNode(node: PlacedNode, measure: Measure): DrawnItem {
  const faint: Paint = node.dead ? { opacity: 0.5 } : {};
  const shapes = SHAPES[node.form](node, measure).map((shape) => ({ ...shape, ...faint }));
  return { id: `node ${node.key}`, key: node.key, shapes };
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
