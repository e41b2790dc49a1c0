/** Layers of one path, top to bottom: a box for each that weighs, strips of one or two for the small ones beside it. */
import type { Box, Point } from "./geometry";
import { layerLabel } from "./labels";
import type { NodeForm } from "./layout";
import { FONT, type Metrics, SIZE } from "./metrics";
import type { Leaf } from "./parts";
import type { Flow, Sheet } from "./sheet";
import { isSmall } from "./small";

export interface LaneOptions {
  /** The lane's middle. */
  axis: number;
  width: number;
  /** Boxes of a shortcut are lower, and say less. */
  beside: boolean;
  /** Addresses that another path reads too, so that a line leaves behind them. */
  forks: ReadonlySet<string>;
}

interface Row {
  leaves: readonly Leaf[];
  form: NodeForm;
  /** Belongs to the row above: a norm to its convolution, or, in pre-activation order, a convolution to its norm. */
  close: boolean;
}

export interface LaneEnd {
  y: number;
  flow: Flow;
  /** By address: a point on the line behind it where another path may leave. */
  taps: ReadonlyMap<string, Point>;
}

/** @param y the edge of what stands above; the first row follows without a gap of its own */
export function layLane(sheet: Sheet, leaves: readonly Leaf[], y: number, flow: Flow, options: LaneOptions): LaneEnd {
  const { axis, width, beside, forks } = options;
  const taps = new Map<string, Point>();
  let last = flow;
  let at = y;
  let forked = false;
  rowsOf(leaves, options, sheet.metrics).forEach(({ leaves: row, form, close }, i) => {
    if (i > 0) at += forked ? SIZE.fork : close ? SIZE.close : SIZE.gap;
    const height = form === "chip" ? SIZE.chip : beside ? SIZE.sideBox : SIZE.box;
    const cell = width / row.length;
    row.forEach((leaf, c) => {
      const box: Box = { x: axis - width / 2 + c * cell, y: at, width: cell, height };
      const next = sheet.layer(leaf, form, box, beside);
      if (c === 0) sheet.wire(last, leaf.key, { x: axis, y: at });
      // Neighbours in a strip touch; a line leaves it in its middle, where they meet.
      last = { ...next, points: [{ x: axis, y: at + height }] };
    });
    at += height;
    const end = row.at(-1)?.key ?? "";
    forked = forks.has(end);
    if (forked) taps.set(end, { x: axis, y: at + SIZE.fork / 2 });
  });
  return { y: at, flow: last, taps };
}

function rowsOf(leaves: readonly Leaf[], { width, forks }: LaneOptions, metrics: Metrics): Row[] {
  const forwards = normsComeFirst(leaves);
  const rows: { leaves: Leaf[]; form: NodeForm; close: boolean }[] = [];
  for (const leaf of leaves) {
    const last = rows.at(-1);
    const small = isSmall(leaf.node);
    const before = last?.leaves[0];
    if (
      small &&
      last?.form === "chip" &&
      fits(last.leaves, leaf, width, metrics) &&
      !last.leaves.some(({ key }) => forks.has(key))
    ) {
      last.leaves.push(leaf);
      continue;
    }
    const close =
      before !== undefined && (small ? last?.form === "chip" || !forwards : forwards && isSmall(before.node));
    rows.push({ leaves: [leaf], form: small ? "chip" : "box", close });
  }
  return rows;
}

/** Pre-activation: what follows a norm belongs to it. */
function normsComeFirst(leaves: readonly Leaf[]): boolean {
  const [first] = leaves;
  const last = leaves.at(-1);
  if (!first || !last) return false;
  return isSmall(first.node) || (last.node.kind === "conv2d" && leaves.some(({ node }) => node.kind.endsWith("Norm")));
}

/** Two to a strip, if both can be read. */
function fits(row: readonly Leaf[], leaf: Leaf, width: number, { measure, words }: Metrics): boolean {
  const room = width / 2 - 6;
  return row.length === 1 && [...row, leaf].every(({ node }) => measure(layerLabel(node, words), FONT.chip) <= room);
}
