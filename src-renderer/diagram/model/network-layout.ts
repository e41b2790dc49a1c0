/** A whole network: a column for each stage, read from top to bottom and then from left to right. */
import { cardHeight, columnSide, layColumn } from "./column";
import { type Folding, isOpen } from "./folding";
import { type Box, bottom, centre, type Point, right } from "./geometry";
import { shapeText, type Words } from "./labels";
import type { Layout } from "./layout";
import { stylesOf } from "./legend";
import { type Measure, metricsOf, SIZE } from "./metrics";
import { type Group, isGroup, type Leaf, type Part } from "./parts";
import { type Flow, Sheet } from "./sheet";
import { layRow } from "./stem-row";

const MARGIN = 16;

export interface LayoutOptions {
  folding: Folding;
  words: Words;
  measure: Measure;
}

/** A group's frame or card, with what it gives. */
interface Panel {
  box: Box;
  open: boolean;
  axis: number;
  flow: Flow;
}

/** Where a panel goes. */
interface Spot extends Point {
  before: Panel | null;
  /** Whether the panel before it stands in the column on the left, and not above. */
  beside: boolean;
}

interface Page {
  sheet: Sheet;
  folding: Folding;
}

/** @param parts as `outlineOf` gives them: the input, a stem or none, stages, the head */
export function layNetwork(parts: readonly Part[], { folding, words, measure }: LayoutOptions): Layout {
  const page: Page = { sheet: new Sheet(metricsOf(parts, words, measure)), folding };
  const groups = parts.filter(isGroup);
  const stages = groups.filter(({ kind }) => kind === "stage");
  const start = layStart(
    page,
    parts.filter((part): part is Leaf => !isGroup(part)),
    groups.find(({ kind }) => kind === "stem"),
  );
  const top = start ? bottom(start.box) + SIZE.gutter : 0;
  let last = start;
  const columns: Panel[] = [];
  for (const stage of stages) {
    const left = columns.at(-1);
    const x = left ? columnEdge(left) + SIZE.gutter : 0;
    last = layPanel(page, stage, { x, y: top, before: last, beside: left !== undefined });
    columns.push(last);
  }
  for (const head of groups.filter(({ kind }) => kind === "head")) {
    if (last)
      last = layPanel(page, head, {
        x: columnStart(last),
        y: bottom(last.box) + SIZE.gutter,
        before: last,
        beside: false,
      });
  }
  layLegend(page, start, columns);
  return page.sheet.finish(MARGIN);
}

/** A card stands where it would in its frame. */
const columnStart = ({ box, open }: Panel) => (open ? box.x : box.x - SIZE.pad - SIZE.blockPad);
const columnEdge = ({ box, open }: Panel) => (open ? right(box) : right(box) + SIZE.pad);

/** The input and the stem in one frame; folded, one below the other. */
function layStart(page: Page, [input]: readonly Leaf[], stem: Group | undefined): Panel | null {
  if (!input) return null;
  if (stem && isOpen(stem, page.folding, null)) return layStem(page, stem, [input, ...stem.layers]);
  const box = { x: SIZE.pad + SIZE.blockPad, y: 0, width: page.sheet.metrics.lane, height: SIZE.box };
  const before = { box, open: false, axis: centre(box).x, flow: page.sheet.layer(input, "box", box) };
  return stem ? layPanel(page, stem, { x: 0, y: bottom(box) + SIZE.gap, before, beside: false }) : before;
}

function layStem({ sheet }: Page, stem: Group, leaves: readonly Leaf[]): Panel {
  const { words } = sheet.metrics;
  const inset = SIZE.pad + SIZE.blockPad;
  const row = layRow(sheet, leaves, inset, SIZE.header);
  const box = { x: 0, y: 0, width: row.right + inset, height: row.bottom + inset };
  sheet.frame({ ...box, key: stem.key, group: stem, title: words.title(stem), subtitle: subtitleOf(stem, words) });
  return { box, open: true, axis: row.axis, flow: row.flow };
}

function layPanel(page: Page, group: Group, spot: Spot): Panel {
  return isOpen(group, page.folding, null) ? layFrame(page, group, spot) : layCard(page, group, spot);
}

function layCard({ sheet }: Page, group: Group, { x, y, before, beside }: Spot): Panel {
  const { words, lane } = sheet.metrics;
  const blocks = group.blocks > 0 ? [words.blocks(group.blocks)] : [];
  const lines = [words.title(group), ...blocks, shapeText(group.output), words.params(group.params)];
  const box = { x: x + SIZE.pad + SIZE.blockPad, y, width: lane, height: cardHeight(lines.length) };
  const flow = sheet.node({ ...box, key: group.key, form: "card", lines, part: group, dead: false });
  const panel = { box, open: false, axis: centre(box).x, flow };
  if (before) sheet.wire(lead(before, panel, beside), group.key);
  return panel;
}

function layFrame({ sheet, folding }: Page, group: Group, { x, y, before, beside }: Spot): Panel {
  const { lane, words } = sheet.metrics;
  const side = columnSide(group, folding, sheet.metrics);
  const inset = SIZE.pad + SIZE.blockPad;
  const axis = x + inset + lane / 2;
  const width = lane + side + 2 * inset;
  const spot = { box: { x, y, width, height: 0 }, open: true, axis };
  const start: Flow = before ? lead(before, spot, beside) : { from: "", style: "flow", points: [] };
  const first = y + SIZE.header + SIZE.gap;
  const content = layColumn({ sheet, folding, axis, side }, group.children, group.kind, first, start);
  const box = { x, y, width, height: content.y + inset - y };
  const title = group.blocks > 1 ? `${words.title(group)} × ${group.blocks}` : words.title(group);
  sheet.frame({ ...box, key: group.key, group, title, subtitle: subtitleOf(group, words) });
  return { ...spot, box, flow: content.flow };
}

const subtitleOf = ({ output, params }: Group, words: Words) => `${shapeText(output)} · ${words.compact(params)}`;

/** The line from one panel to the next: down and up again between columns, and in under the title of an open one. */
function lead(from: Panel, to: Omit<Panel, "flow">, beside: boolean): Flow {
  const entry = to.open ? to.box.y + SIZE.header - 2 : centre(to.box).y;
  // Lines from above and from the left meet in front of a column, side by side.
  const gutter = to.box.x - SIZE.gutter * (beside ? 0.65 : 0.3);
  const end = { x: to.open ? to.axis : to.box.x, y: entry };
  const along = (points: readonly Point[], level: number): Flow => ({
    ...from.flow,
    points: [...points, { x: gutter, y: level }, { x: gutter, y: entry }, end],
  });
  if (!beside) {
    const { points } = from.flow;
    const level = to.box.y - SIZE.gutter / 2;
    if (!to.open) {
      const across = from.axis === to.axis ? [] : [from, to].map(({ axis }) => ({ x: axis, y: level }));
      return { ...from.flow, points: [...points, ...across, { x: to.axis, y: to.box.y }] };
    }
    return along([...points, { x: from.axis, y: level }], level);
  }
  if (!from.open) {
    const { y } = centre(from.box);
    return along([{ x: right(from.box), y }], y);
  }
  const level = bottom(from.box) + SIZE.gutter / 2;
  return along([...from.flow.points, { x: from.axis, y: level }], level);
}

/** To the right of the stem, above the other stages, is nothing else. */
function layLegend({ sheet }: Page, start: Panel | null, columns: readonly Panel[]): void {
  if (!start) return;
  const free = right(start.box) + SIZE.gutter;
  const column = columns.find(({ box }) => box.x >= free);
  sheet.legend(stylesOf(sheet.wires), { x: column?.box.x ?? free, y: start.box.y });
}
