/** Windows that leave pixels of their map unseen. 1x1 windows with a stride do so by design: He et al. 2015, section 3.3. */
import type { ArchSpec } from "../spec";
import { type Check, shown } from "./context";
import { mapSizesOf } from "./map-sizes";
import { type Fix, problem, repair } from "./problem";
import { nearestTo, withSides } from "./room";
import { distinctWindows, unreached, windowNodes } from "./windows";

/** How far a better size is looked for: five halvings have one at least every 32 pixels. */
const REACH = 64;

export const lostPixels: Check = ({ spec, graph }) => {
  const losing = windowNodes(graph, (window, height, width) => {
    // A window that moves by 1 comes everywhere; one that leaps has a code of its own.
    if (window.stride === 1 || window.stride > window.kernel) return false;
    return unreached(height, window) > 0 || unreached(width, window) > 0;
  });
  const [first] = losing;
  if (!first) return [];
  const lost = Math.max(...first.map.map((size) => unreached(size, first.window)));
  const values = { ...windowValues(first), map: shown(first.map), lost, layers: losing.length };

  const maps = mapSizesOf(graph);
  const windows = distinctWindows(graph, maps).filter(({ window }) => window.stride <= window.kernel);
  const losesNone = (sizes: readonly number[]) =>
    sizes.every((size) => size >= 1) && windows.every(({ window, rule }) => unreached(sizes[rule] ?? 0, window) === 0);
  const even = withSides(spec, (size) => nearestTo(maps, size, REACH, losesNone));
  const fixes = even ? [repair("setInput", even, { input: shown(even.input) })] : [];
  return [problem("ODD_SIZE_LOSES_PIXELS", "warning", first.node.address, values, { fixes })];
};

export const skippedPixels: Check = ({ spec, graph }) => {
  const skipping = windowNodes(graph, (window) => window.stride > window.kernel);
  const [first] = skipping;
  if (!first) return [];
  const values = { ...windowValues(first), layers: skipping.length };
  const smallest = Math.min(...skipping.map(({ window }) => window.kernel));
  return [
    problem("STRIDE_EXCEEDS_KERNEL", "warning", first.node.address, values, { fixes: limitStrides(spec, smallest) }),
  ];
};

function windowValues({ window: { kernel, stride } }: { window: { kernel: number; stride: number } }) {
  return { kernel, stride };
}

/** Only a residual net's stages have strides of their own. */
function limitStrides(spec: ArchSpec, stride: number): Fix[] {
  if (spec.family !== "residual") return [];
  const stages = spec.stages.map((stage) => ({ ...stage, stride: Math.min(stage.stride, stride) }));
  return [repair("limitStrides", { ...spec, stages }, { stride })];
}
