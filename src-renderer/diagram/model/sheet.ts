import { around, type Box, bottom, centre, lineBox, type Point, straightened } from "./geometry";
import { layerLabel } from "./labels";
import type { Cut, Frame, Layout, LegendEntry, NodeForm, PlacedNode, ShortcutStyle, Wire, WireStyle } from "./layout";
import { legendRow } from "./legend";
import type { Metrics } from "./metrics";
import { isGroup, type Leaf, type Part } from "./parts";

/** An output on its way to whoever reads it: its node's key and the line so far. */
export interface Flow {
  from: string;
  style: WireStyle;
  /** Starts on the node's edge. */
  points: readonly Point[];
}

const NOTHING: Box = { x: 0, y: 0, width: 0, height: 0 };

/** Collects what a layout is made of while it is being placed. */
export class Sheet {
  readonly nodes: PlacedNode[] = [];
  readonly wires: Wire[] = [];
  readonly frames: Frame[] = [];
  readonly cuts: Cut[] = [];
  private readonly key: LegendEntry[] = [];
  private readonly homes = new Map<string, string>();

  constructor(readonly metrics: Metrics) {}

  /** @returns the output, about to leave downwards from the box's middle */
  layer(leaf: Leaf, form: NodeForm, box: Box, brief = false): Flow {
    const lines = [layerLabel(leaf.node, this.metrics.words, brief)];
    return this.node({ ...box, key: leaf.key, form, lines, part: leaf, dead: leaf.dead });
  }

  node(node: PlacedNode): Flow {
    this.nodes.push(node);
    this.homes.set(node.key, node.key);
    if (isGroup(node.part)) this.settle(node.part, node.key);
    return { from: node.key, style: "flow", points: [{ x: centre(node).x, y: bottom(node) }] };
  }

  frame(frame: Frame): void {
    this.frames.push(frame);
    this.homes.set(frame.key, frame.key);
  }

  /** Lets another node stand for the part and all in it. */
  settle(part: Part, home: string): void {
    this.homes.set(part.key, home);
    if (!isGroup(part)) return;
    for (const { key } of part.layers) this.homes.set(key, home);
    for (const child of part.children) this.settle(child, home);
  }

  homeOf(address: string): string | undefined {
    return this.homes.get(address);
  }

  /** Draws a flow to its reader; `rest` ends on the reader's edge. */
  wire(flow: Flow, to: string, ...rest: readonly Point[]): void {
    const points = straightened([...flow.points, ...rest]);
    if (points.length > 1) this.wires.push({ from: flow.from, to, style: flow.style, points });
  }

  legend(styles: readonly ShortcutStyle[], at: Point): void {
    this.key.push(...legendRow(styles, at, this.metrics));
  }

  /** @param margin around everything, in pixels */
  finish(margin: number): Layout {
    const lines = this.wires.map(({ points }) => lineBox(points));
    const extent = around([...this.frames, ...this.nodes, ...this.key, ...lines]) ?? NOTHING;
    const by = { x: margin - extent.x, y: margin - extent.y };
    const moved = <T extends Point>(what: T): T => ({ ...what, x: what.x + by.x, y: what.y + by.y });
    return {
      width: Math.ceil(extent.width) + 2 * margin,
      height: Math.ceil(extent.height) + 2 * margin,
      // Inner frames are placed before those around them and have to lie on top.
      frames: this.frames.map(moved).reverse(),
      nodes: this.nodes.map(moved),
      wires: this.wires.map((wire) => ({ ...wire, points: wire.points.map(moved) })),
      cuts: this.cuts.map(moved),
      homes: this.homes,
      legend: this.key.map(moved),
    };
  }
}
