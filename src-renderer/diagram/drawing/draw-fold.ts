import { centre } from "../model/geometry";
import type { Frame, PlacedNode } from "../model/layout";
import { SIZE } from "../model/metrics";
import type { DrawnItem, Shape } from "./shapes";

/** What folds a frame or unfolds a card: a small arrow, in more room than it takes. */
export function drawFold(group: Frame | PlacedNode, open: boolean): DrawnItem {
  const { x, y } = { x: group.x + 11, y: titleLine(group) };
  const d = open ? `M${x - 3} ${y - 1.5}l3 3 3-3` : `M${x - 1.5} ${y - 3}l3 3-3 3`;
  const room = { x: x - 10, y: y - 9, width: 18, height: 18 };
  const shapes: Shape[] = [
    { type: "rect", ...room, radius: 4, fill: "--ground", fillOpacity: 0 },
    { type: "path", d, stroke: "--ink-faint", strokeWidth: 1.3 },
  ];
  return { id: `fold ${group.key}`, key: group.key, folds: true, shapes };
}

/** Where the title of a frame or card stands. */
export function titleLine(group: Frame | PlacedNode): number {
  if ("form" in group) return group.height > SIZE.box ? group.y + 5 + SIZE.line / 2 : centre(group).y;
  return group.y + (isPanel(group) ? 13 : 10);
}

export const isPanel = ({ subtitle }: Frame) => subtitle !== "";
