/** What stands in a stage's frame: layers, blocks and runs of equal blocks, below each other on one axis. */
import { blockSide, layBlock, type PathEnd } from "./block-layout";
import { type Folding, isOpen } from "./folding";
import { bottom } from "./geometry";
import { layLane } from "./lane";
import { type Metrics, SIZE } from "./metrics";
import { type Group, isGroup, type Leaf, type Part } from "./parts";
import type { Flow, Sheet } from "./sheet";

export interface Column {
  sheet: Sheet;
  folding: Folding;
  axis: number;
  /** Pixels that every frame has beside the branches. */
  side: number;
}

const NO_FORKS: ReadonlySet<string> = new Set();

/** @param within the kind of the group whose parts they are */
export function layColumn(
  column: Column,
  parts: readonly Part[],
  within: Group["kind"],
  top: number,
  start: Flow,
): PathEnd {
  const { sheet, folding, axis } = column;
  let end: PathEnd = { y: top, flow: start };
  let leaves: Leaf[] = [];
  const layLeaves = () => {
    const lane = { axis, width: sheet.metrics.lane, beside: false, forks: NO_FORKS };
    if (leaves.length > 0) end = layLane(sheet, leaves, end.y, end.flow, lane);
    leaves = [];
  };
  for (const part of parts) {
    if (!isGroup(part)) {
      leaves.push(part);
      continue;
    }
    layLeaves();
    const y = end.y > top ? end.y + SIZE.blockGap : end.y;
    const open = isOpen(part, folding, within);
    if (part.kind === "run") end = open ? layOpenRun(column, part, y, end.flow) : layRun(column, part, y, end.flow);
    else end = layBlock({ ...column, open }, part, y, end.flow);
  }
  layLeaves();
  return end;
}

/** What the widest block in sight takes beside its branch. */
export function columnSide(group: Group, folding: Folding, metrics: Metrics): number {
  const sides = group.children.map((part) => {
    if (!isGroup(part)) return 0;
    const open = isOpen(part, folding, group.kind);
    if (part.kind !== "run") return blockSide(part, open, metrics);
    return open ? columnSide(part, folding, metrics) : 0;
  });
  return Math.max(0, ...sides);
}

function layRun({ sheet, axis }: Column, run: Group, y: number, flow: Flow): PathEnd {
  const { lane, words } = sheet.metrics;
  const lines = [words.title(run), words.like(run), words.params(run.params)];
  const box = { x: axis - lane / 2, y: y + SIZE.gap, width: lane, height: cardHeight(lines.length) };
  const node = { ...box, key: run.key, form: "card", lines, part: run, dead: false } as const;
  const next = sheet.node(node);
  sheet.wire(flow, run.key, { x: axis, y: box.y });
  return { y: bottom(box), flow: next };
}

/** A frame around the frames of its blocks, to fold it again. */
function layOpenRun(column: Column, run: Group, y: number, flow: Flow): PathEnd {
  const { sheet, axis, side } = column;
  const { lane, words } = sheet.metrics;
  const content = layColumn(column, run.children, "run", y + SIZE.entry, flow);
  const outset = SIZE.blockPad + SIZE.runPad;
  const frame = {
    x: axis - lane / 2 - outset,
    y,
    width: lane + side + 2 * outset,
    height: content.y + SIZE.runPad - y,
  };
  sheet.frame({ ...frame, key: run.key, group: run, title: words.title(run), subtitle: "" });
  return { y: content.y + SIZE.runPad, flow: content.flow };
}

export function cardHeight(lines: number): number {
  return lines * SIZE.line + 10;
}
