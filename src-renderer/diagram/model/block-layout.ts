/**
 * One residual block: the branch on its axis, the shortcut around its right side, a gate inside its left half, and the
 * circle where they are added. Folded, the branch is one box and the shortcut a bare line.
 */
import { type BlockParts, blockParts } from "./block-parts";
import { type Box, bottom, type Point } from "./geometry";
import { type LaneEnd, layLane } from "./lane";
import { type Metrics, SIZE } from "./metrics";
import type { Group } from "./parts";
import type { Flow, Sheet } from "./sheet";

/** Where and how a block is placed. */
export interface BlockSpot {
  sheet: Sheet;
  open: boolean;
  /** The branch's middle. */
  axis: number;
  /** Pixels that the frame has beside the branch, at least `blockSide`. */
  side: number;
}

interface Place extends BlockSpot {
  group: Group;
  parts: BlockParts;
}

/** Where what comes next goes on. */
export interface PathEnd {
  y: number;
  flow: Flow;
}

const NO_FORKS: ReadonlySet<string> = new Set();

/** Pixels that a block takes on the right of its branch. */
export function blockSide(group: Group, open: boolean, metrics: Metrics): number {
  const { path, shortcut } = blockParts(group);
  if (!path) return 0;
  return open && shortcut.length > 0 ? SIZE.sideGap + metrics.side : SIZE.arc;
}

/** @param flow what the block reads, on its way down the axis */
export function layBlock(spot: BlockSpot, group: Group, top: number, flow: Flow): PathEnd {
  const { open, axis } = spot;
  const place: Place = { ...spot, group, parts: blockParts(group) };
  const first = top + (open ? SIZE.entry : SIZE.foldedEntry);
  const branch = open ? layBranch(place, first, flow) : layFolded(place, first, flow);
  const merged = layShortcut(place, branch, { ...flow, points: [{ x: axis, y: (top + first) / 2 }] });
  const end = layAfter(place, merged);
  if (!open) return end;
  const y = end.y + SIZE.blockPad;
  layFrame(place, top, y);
  return { ...end, y };
}

function layBranch({ sheet, parts, axis }: Place, y: number, flow: Flow): LaneEnd {
  const { branch, path } = parts;
  const product = branch.findIndex(({ node }) => node.kind === "channelScale");
  const scaled = branch[product];
  const forks = new Set([path?.source, scaled?.node.inputs[0]].filter((address) => address !== undefined));
  const lane = { axis, width: sheet.metrics.lane, beside: false, forks };
  if (!scaled) return layLane(sheet, branch, y, flow, lane);

  const above = layLane(sheet, branch.slice(0, product), y, flow, lane);
  const gate = layGate(sheet, parts, axis, above);
  const circle = circleAt({ x: axis, y: gate.y + SIZE.gap + SIZE.circle / 2 });
  const level = circle.y + SIZE.circle / 2;
  const scaling = sheet.layer(scaled, "times", circle);
  sheet.wire(above.flow, scaled.key, { x: axis, y: circle.y });
  sheet.wire(gate.flow, scaled.key, { x: gate.axis, y: level }, { x: circle.x, y: level });
  const rest = branch.slice(product + 1);
  if (rest.length === 0) return { y: bottom(circle), flow: scaling, taps: above.taps };
  return { ...layLane(sheet, rest, bottom(circle) + SIZE.gap, scaling, lane), taps: above.taps };
}

/** The gate's layers stand in the left half of the branch, beside the line that they are to scale. */
function layGate(sheet: Sheet, { gate }: BlockParts, axis: number, above: LaneEnd): PathEnd & { axis: number } {
  const width = sheet.metrics.lane / 2 - SIZE.gap;
  const middle = axis - sheet.metrics.lane / 2 + width / 2;
  const fork = above.y + SIZE.fork / 2;
  const points = [
    { x: axis, y: fork },
    { x: middle, y: fork },
  ];
  let flow: Flow = { ...above.flow, style: "gate", points };
  let y = above.y + SIZE.fork;
  for (const leaf of gate) {
    const next = sheet.layer(leaf, "chip", { x: middle - width / 2, y, width, height: SIZE.chip }, true);
    sheet.wire(flow, leaf.key, { x: middle, y });
    flow = { ...next, style: "gate" };
    y += SIZE.chip + SIZE.close;
  }
  return { y: y - SIZE.close, flow, axis: middle };
}

function layFolded({ sheet, group, parts, axis }: Place, y: number, flow: Flow): LaneEnd {
  const { words, lane } = sheet.metrics;
  const box = { x: axis - lane / 2, y, width: lane, height: SIZE.box };
  const lines = [words.title(group), words.compact(group.params)];
  const next = sheet.node({
    ...box,
    key: group.key,
    form: "card",
    lines,
    part: group,
    dead: parts.broken,
  });
  sheet.wire(flow, group.key, { x: axis, y });
  return { y: bottom(box), flow: next, taps: new Map() };
}

/**
 * The shortcut, from where it leaves the branch's line to the sum. Where it replaces the branch, that one is cut off and
 * the shortcut takes its place. @param entry the block's input at the place where a shortcut leaves it
 */
function layShortcut(place: Place, branch: LaneEnd, entry: Flow): PathEnd {
  const { sheet, parts, open, axis } = place;
  const { path, sum } = parts;
  if (!path) return branch;
  const { lane, side } = sheet.metrics;
  const tap = branch.taps.get(path.source);
  const start: Flow = tap ? { from: path.source, style: "flow", points: [tap] } : entry;
  const from = start.points[0]?.y ?? 0;
  const layers = open ? parts.shortcut : [];
  const x = axis + lane / 2 + (layers.length > 0 ? SIZE.sideGap + side / 2 : SIZE.arc);
  const height = layers.reduce(
    (sum, { node }) => sum + (node.kind.endsWith("Norm") ? SIZE.chip : SIZE.sideBox) + SIZE.gap,
    0,
  );
  const level = Math.max(branch.y + SIZE.gap + SIZE.circle / 2, from + SIZE.fork + height);
  const bend: Flow = { ...start, style: path.style, points: [...start.points, { x, y: from }] };
  const beside = { axis: x, width: side, beside: true, forks: NO_FORKS };
  const { flow } = layLane(sheet, layers, (from + level - height + SIZE.gap) / 2, bend, beside);
  const joining: Flow = layers.length > 0 ? { ...flow, style: path.style } : bend;
  return sum
    ? laySum(place, sum.key, branch, joining, { x, y: level })
    : layCut(place, branch, joining, { x, y: level });
}

function laySum(
  { sheet, parts, open, axis }: Place,
  key: string,
  branch: LaneEnd,
  joining: Flow,
  { x, y }: Point,
): PathEnd {
  const circle = circleAt({ x: axis, y });
  if (!parts.sum) return branch;
  const flow = sheet.layer(parts.sum, "sum", circle);
  // Folded, the sum stands for what comes behind it.
  if (!open) for (const leaf of parts.after) sheet.settle(leaf, key);
  sheet.wire(branch.flow, key, { x: axis, y: circle.y });
  sheet.wire(joining, key, { x, y }, { x: axis + SIZE.circle / 2, y });
  return { y: bottom(circle), flow };
}

function layCut({ sheet, axis }: Place, branch: LaneEnd, joining: Flow, { x, y }: Point): PathEnd {
  const words = sheet.metrics.words.unused;
  sheet.cuts.push({ x: axis, y: branch.y + SIZE.gap, from: branch.flow.from, text: words });
  const turn = y + SIZE.circle / 2;
  const points = [...joining.points, { x, y: turn }, { x: axis, y: turn }];
  return { y: turn, flow: { ...joining, points } };
}

function layAfter({ sheet, parts, open, axis }: Place, { y, flow }: PathEnd): PathEnd {
  if (!open || parts.after.length === 0) return { y, flow };
  const lane = { axis, width: sheet.metrics.lane, beside: false, forks: NO_FORKS };
  return layLane(sheet, parts.after, y + 2 * SIZE.close, flow, lane);
}

function layFrame({ sheet, group, axis, side }: Place, top: number, end: number): void {
  const { lane, words } = sheet.metrics;
  const x = axis - lane / 2 - SIZE.blockPad;
  const width = lane + side + 2 * SIZE.blockPad;
  sheet.frame({ key: group.key, group, title: words.title(group), subtitle: "", x, y: top, width, height: end - top });
}

function circleAt({ x, y }: Point): Box {
  return { x: x - SIZE.circle / 2, y: y - SIZE.circle / 2, width: SIZE.circle, height: SIZE.circle };
}
