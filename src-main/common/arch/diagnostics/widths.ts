/** Widths that run the wrong way. */
import { innerWidth, outerWidth } from "../block-design";
import type { ResidualSpec } from "../spec";
import { type Check, sourceOf } from "./context";
import { type Fix, problem, repair } from "./problem";

/** The paper's expansion (He et al. 2015, section 4.1). */
const PAPER_EXPANSION = 4;

/** Shortcut A can only append channels. */
export const narrowingShortcuts: Check = ({ spec, graph }) => {
  for (const node of graph.nodes) {
    if (node.kind !== "padShortcut") continue;
    const { channels } = node.attributes;
    const from = sourceOf(graph, node)?.output[0] ?? 0;
    if (from <= channels) continue;
    const fixes = spec.family === "residual" ? [repair("useShortcutB", { ...spec, shortcut: "B" })] : [];
    return [problem("SHORTCUT_NARROWS", "error", node.address, { from, channels }, { fixes })];
  }
  return [];
};

/** A bottleneck that is wider inside than outside; ResNeXt may be, since its groups keep the wide layer cheap. */
export const wideningBottleneck: Check = ({ spec }) => {
  if (spec.family !== "residual" || !isBottleneck(spec) || spec.groups > 1) return [];
  const index = spec.stages.findIndex(({ width }) => widensInside(spec, width));
  const stage = spec.stages[index];
  if (!stage) return [];
  const values = {
    inner: innerWidth(spec, stage.width),
    outer: outerWidth(spec, stage.width),
    expansion: spec.expansion,
  };
  return [
    problem("EXPANSION_NARROWS", "warning", `stage${index + 1}/block1/conv1`, values, { fixes: narrowingFixes(spec) }),
  ];
};

function narrowingFixes(spec: ResidualSpec): Fix[] {
  const expansion = Math.max(PAPER_EXPANSION, Math.ceil(spec.widthPerGroup / 64));
  const expanded = { ...spec, expansion };
  const narrowed = { ...spec, widthPerGroup: 64 };
  const narrows = (changed: ResidualSpec) => changed.stages.every(({ width }) => !widensInside(changed, width));
  return [
    ...(narrows(expanded) ? [repair("setExpansion", expanded, { expansion })] : []),
    ...(narrows(narrowed) ? [repair("setWidthPerGroup", narrowed, { width: 64 })] : []),
  ];
}

/** By name, or 1x1 convolutions around a larger one. */
function isBottleneck({ block }: ResidualSpec): boolean {
  if (typeof block === "string") return block === "bottleneck";
  const kernels = block.convs.map(({ kernel }) => kernel);
  return kernels.length >= 3 && kernels[0] === 1 && kernels.at(-1) === 1 && kernels.some((kernel) => kernel > 1);
}

function widensInside(spec: ResidualSpec, width: number): boolean {
  return innerWidth(spec, width) > outerWidth(spec, width);
}
