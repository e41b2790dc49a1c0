/** A placed diagram: boxes, lines between them and frames around them, all in its own pixels. */
import type { Box, Point } from "./geometry";
import type { Group, Part } from "./parts";

/** `box` for what weighs, `chip` for what follows it, circles for where paths meet, `card` for a folded group. */
export type NodeForm = "box" | "chip" | "sum" | "times" | "card";

export interface PlacedNode extends Box {
  /** The layer's address, or the folded group's key. */
  key: string;
  form: NodeForm;
  /** Text, a line each; the first is a card's title. */
  lines: readonly string[];
  part: Part;
  /** Drawn faint: its output goes nowhere. */
  dead: boolean;
}

/** `identity` is solid; `projection`, dashed, is every shortcut that changes the shape; `gate` leads to a factor. */
export type ShortcutStyle = "identity" | "projection" | "gate";
export type WireStyle = "flow" | ShortcutStyle;

export interface Wire {
  /** Key of the node whose output it carries; it starts there, or on the line that leaves from there. */
  from: string;
  /** Key of the node that reads it; it ends on that node's edge. */
  to: string;
  style: WireStyle;
  points: readonly Point[];
}

/** An open group: its ground and its title. */
export interface Frame extends Box {
  key: string;
  group: Group;
  title: string;
  subtitle: string;
}

/** Where a branch ends without being added to its shortcut. */
export interface Cut extends Point {
  /** Key of the node whose output is lost. */
  from: string;
  text: string;
}

export interface Layout {
  width: number;
  height: number;
  frames: readonly Frame[];
  nodes: readonly PlacedNode[];
  wires: readonly Wire[];
  cuts: readonly Cut[];
  /** By layer address or group key: the key of the node or frame that shows it. */
  homes: ReadonlyMap<string, string>;
  /** What the lines mean, where there is room. */
  legend: readonly LegendEntry[];
}

/** A sample of a line at the left end, its meaning behind it. */
export interface LegendEntry extends Box {
  style: ShortcutStyle;
  text: string;
}
