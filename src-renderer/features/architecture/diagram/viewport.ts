/** How much of a diagram is in sight: screen = diagram x scale + offset, all in pixels. */
import { type Box, bottom, type Point, right } from "../../../diagram/model/geometry";

export interface Size {
  width: number;
  height: number;
}

export interface View extends Point {
  scale: number;
}

export const ZOOM = { least: 0.1, most: 3, step: 1.25 } as const;
/** Scales at which texts can be read at all, and well. */
const READABLE = { least: 0.62, enough: 0.85 } as const;
/** Small diagrams aren't blown up beyond this. */
const LARGEST_FIT = 1.25;
/** Pixels of the diagram that stay in sight at every edge. */
const KEPT = 80;
/** Between what is brought into view and the edge. */
const AIR = 24;

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

/** All of it in the middle, however small. */
export function fitted(content: Size, pane: Size): View {
  const scale = Math.min(pane.width / content.width, pane.height / content.height);
  return centred(between(ZOOM.least, scale, LARGEST_FIT), content, pane);
}

/** All of it if it can be read; else its width, from the top on, at a size that can. */
export function firstLook(content: Size, pane: Size): View {
  const whole = fitted(content, pane);
  if (whole.scale >= READABLE.least) return whole;
  return centred(between(READABLE.least, pane.width / content.width, READABLE.enough), content, pane);
}

/** In the middle; what is larger than the pane starts at its edge. */
function centred(scale: number, content: Size, pane: Size): View {
  const offset = (whole: number, size: number) => Math.max(0, (whole - size * scale) / 2);
  return { scale, x: offset(pane.width, content.width), y: offset(pane.height, content.height) };
}

/** The place under `at` stays where it is. */
export function zoomed(view: View, factor: number, at: Point): View {
  const scale = between(ZOOM.least, view.scale * factor, ZOOM.most);
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

export function moved(view: View, by: Point): View {
  return { ...view, x: view.x + by.x, y: view.y + by.y };
}

/** The nearest view that has something of the diagram in sight. */
export function kept(view: View, content: Size, pane: Size): View {
  const along = (offset: number, size: number, whole: number) =>
    between(KEPT - size * view.scale, offset, Math.max(KEPT, whole - KEPT));
  return { ...view, x: along(view.x, content.width, pane.width), y: along(view.y, content.height, pane.height) };
}

/** Moves no further than it takes to see the box; of a box larger than the pane, its top left. */
export function revealing(view: View, box: Box, pane: Size): View {
  const along = (offset: number, start: number, end: number, whole: number) => {
    const from = start * view.scale + offset;
    const to = end * view.scale + offset;
    if (to - from > whole - 2 * AIR || from < AIR) return from >= 0 && from < whole / 2 ? offset : offset + AIR - from;
    return to > whole - AIR ? offset - (to - (whole - AIR)) : offset;
  };
  return {
    ...view,
    x: along(view.x, box.x, right(box), pane.width),
    y: along(view.y, box.y, bottom(box), pane.height),
  };
}

/** What of the diagram the pane shows, in the diagram's own pixels. */
export function inSight({ x, y, scale }: View, pane: Size): Box {
  return { x: -x / scale, y: -y / scale, width: pane.width / scale, height: pane.height / scale };
}
