/** Slips in a block written by hand that show in the design itself, whether or not the shapes meet in the end. */
import type { LayerGraph } from "../layer-graph";
import { repairsOf } from "./block-faults";
import {
  addShortcut,
  convName,
  type DesignedSpec,
  fitPadding,
  isDesigned,
  orByName,
  strideCarrier,
  strideConv,
  strideProjection,
  unstrideStages,
  withConv,
} from "./block-repairs";
import type { Check, Costs } from "./context";
import { type Fix, type Problem, problem, repair } from "./problem";

export const blockSlips: Check = ({ spec, graph, costs }) => {
  if (!isDesigned(spec)) return [];
  return [
    ...replacingShortcut(spec, graph, costs),
    ...repeatedStrides(spec),
    ...unstridedProjection(spec),
    ...idleStride(spec),
    ...paddedPointConvs(spec),
  ];
};

/** `out = shortcut(x)`. */
function replacingShortcut(spec: DesignedSpec, graph: LayerGraph, costs: Costs): Problem[] {
  if (spec.block.merge !== "replace" || spec.shortcut === "none") return [];
  const address = `stage1/block1/${convName(spec.block.convs.length - 1)}`;
  const values = { params: unreachedParams(graph, costs) };
  return [problem("SHORTCUT_REPLACES", "error", address, values, { fixes: orByName(addShortcut(spec)) })];
}

/** Parameters of the layers that nothing leads from to the output. */
function unreachedParams({ nodes }: LayerGraph, { layers }: Costs): number {
  const reached = new Set([nodes.length - 1]);
  let unreached = 0;
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (reached.has(i)) for (const source of nodes[i]?.sources ?? []) reached.add(source);
    else unreached += layers[i]?.params ?? 0;
  }
  return unreached;
}

function repeatedStrides(spec: DesignedSpec): Problem[] {
  const stage = firstStrided(spec);
  if (!stage) return [];
  const strided = spec.block.convs.flatMap((conv, i) => (conv.strided ? [i] : []));
  const { stride } = stage;
  const values = { stride, product: stride ** strided.length };
  return strided.slice(1).map((index) => {
    const address = `${stage.address}/${convName(index)}`;
    const fixes = named(repairsOf(spec, { id: "strideRepeated", conv: index, stride }));
    return problem("STRIDE_REPEATED", "warning", address, { ...values, conv: convName(index) }, { fixes });
  });
}

function unstridedProjection(spec: DesignedSpec): Problem[] {
  const stage = firstStrided(spec);
  const unstrided = spec.shortcut !== "none" && spec.block.projection === "unstrided";
  if (!stage || !unstrided || !spec.block.convs.some(({ strided }) => strided)) return [];
  const { stride } = stage;
  const address = `${stage.address}/shortcut/${spec.shortcut === "A" ? "pad" : "conv"}`;
  const fixes = named(repairsOf(spec, { id: "shortcutUnstrided", stride }));
  return [problem("PROJECTION_STRIDE", "warning", address, { stride }, { fixes })];
}

/** A stage's stride that neither branch nor shortcut takes. */
function idleStride(spec: DesignedSpec): Problem[] {
  const stage = firstStrided(spec);
  const shortcutStrides = spec.shortcut !== "none" && spec.block.projection === "strided";
  if (!stage || shortcutStrides || spec.block.convs.some(({ strided }) => strided)) return [];
  const address = `${stage.address}/conv1`;
  const values = { stride: stage.stride, stage: stage.number };
  return [
    problem("STRIDE_UNUSED", "warning", address, values, { fixes: named([takeStride(spec), unstrideStages(spec)]) }),
  ];
}

function takeStride(spec: DesignedSpec): Fix {
  const carrier = strideCarrier(spec.block);
  if (spec.shortcut === "none") return strideConv(spec, carrier);
  const strided = withConv(spec, carrier, { strided: true });
  return repair("strideBlock", strideProjection(strided).spec, { conv: convName(carrier) });
}

function paddedPointConvs(spec: DesignedSpec): Problem[] {
  const blocks = spec.stages.reduce((sum, stage) => sum + stage.blocks, 0);
  return spec.block.convs.flatMap(({ kernel, padding }, i) => {
    if (kernel > 1 || padding === 0) return [];
    const values = { conv: convName(i), padding, blocks };
    const fixes = named(fitPadding(spec, i));
    return [problem("PADDED_1X1", "warning", `stage1/block1/${convName(i)}`, values, { fixes })];
  });
}

/** The first stage whose first block has a stride above 1. */
function firstStrided({ stages }: DesignedSpec): { address: string; number: number; stride: number } | null {
  const index = stages.findIndex(({ stride }) => stride > 1);
  const stage = stages[index];
  return stage ? { address: `stage${index + 1}/block1`, number: index + 1, stride: stage.stride } : null;
}

/** The best of them by a block's name, too, if it makes one. */
function named([best, ...others]: readonly Fix[]): Fix[] {
  return best ? [...orByName(best), ...others] : [];
}
