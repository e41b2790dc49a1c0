/** A placed diagram in shapes. */
import { type Box, lineBox, overlaps } from "../model/geometry";
import type { Frame, Layout } from "../model/layout";
import { FONT, type Measure, SIZE } from "../model/metrics";
import { drawFold, isPanel, titleLine } from "./draw-fold";
import { drawCut, drawLegend, drawWire } from "./draw-lines";
import { drawNode } from "./draw-node";
import { boxOf, clipped, grown, text } from "./items";
import type { Drawing, DrawnItem, Ink, Shape } from "./shapes";

/** Pixels to the left of a cut that its words may take. */
const CUT_TEXT = 120;

/** @param sight leaves out what stands wholly outside of it; everything is drawn without */
export function drawLayout(layout: Layout, measure: Measure, sight?: Box): Drawing {
  const seen = (box: Box) => !sight || overlaps(grown(box), sight);
  const nodes = new Map(layout.nodes.map((node) => [node.key, node]));
  const frames = layout.frames.filter(seen);
  const shown = layout.nodes.filter(seen);
  const wires = layout.wires.map((wire, i) => ({ wire, i })).filter(({ wire }) => seen(lineBox(wire.points)));
  const items = [
    ...frames.flatMap((frame) => [drawFrame(frame, measure), drawFold(frame, true)]),
    ...wires.map(({ wire, i }) => drawWire(wire, nodes, i)),
    ...shown.flatMap((node) => [drawNode(node, measure), ...(node.form === "card" ? [drawFold(node, false)] : [])]),
    ...layout.cuts.filter((cut) => seen(lineBox([cut, { x: cut.x - CUT_TEXT, y: cut.y }]))).map(drawCut),
    ...layout.legend.map(drawLegend),
  ];
  return { width: layout.width, height: layout.height, items };
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
  return { id: `frame ${frame.key}`, key: frame.key, shapes };
}
