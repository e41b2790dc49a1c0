/** The input and the stem side by side, which takes less height than below each other: each layer with what follows it. */
import { layLane } from "./lane";
import { SIZE } from "./metrics";
import type { Leaf } from "./parts";
import type { Flow, Sheet } from "./sheet";
import { isSmall } from "./small";

const BETWEEN = 20;
const NO_FORKS: ReadonlySet<string> = new Set();

export interface RowEnd {
  /** Of the last layer, whose output leaves downwards. */
  axis: number;
  right: number;
  bottom: number;
  flow: Flow;
}

export function layRow(sheet: Sheet, leaves: readonly Leaf[], x: number, y: number): RowEnd {
  const { lane: width } = sheet.metrics;
  const nothing: Flow = { from: "", style: "flow", points: [] };
  const end: RowEnd = { axis: x, right: x, bottom: y, flow: nothing };
  let leaving: Flow | null = null;
  let left = x;
  for (const unit of unitsOf(leaves)) {
    const axis = left + width / 2;
    const { y: lowest, flow } = layLane(sheet, unit, y, nothing, { axis, width, beside: false, forks: NO_FORKS });
    const [first] = unit;
    const last = unit.at(-1);
    if (leaving && first) {
      const middle = left - BETWEEN / 2;
      const level = y + SIZE.box / 2;
      const before = leaving.points[0]?.y ?? level;
      sheet.wire(leaving, first.key, { x: middle, y: before }, { x: middle, y: level }, { x: left, y: level });
    }
    const height = last && isSmall(last.node) ? SIZE.chip : SIZE.box;
    leaving = { ...flow, points: [{ x: left + width, y: lowest - height / 2 }] };
    end.axis = axis;
    end.right = left + width;
    end.bottom = Math.max(end.bottom, lowest);
    end.flow = flow;
    left += width + BETWEEN;
  }
  return end;
}

/** Each layer that weighs, with the small ones behind it. */
function unitsOf(leaves: readonly Leaf[]): Leaf[][] {
  const units: Leaf[][] = [];
  for (const leaf of leaves) {
    const last = units.at(-1);
    if (last && isSmall(leaf.node)) last.push(leaf);
    else units.push([leaf]);
  }
  return units;
}
