/** What can't work, or won't do what its author means: small checks, all run over the same graph. */
import { blockSlips } from "./blocks";
import { clashingSums } from "./clash";
import { collapsedMaps, firstCollapsed } from "./collapse";
import type { Check, Context } from "./context";
import { indivisibleGroups, indivisibleNorms } from "./groups";
import { kernelsBeyondMaps } from "./kernels";
import { lostPixels, skippedPixels } from "./pixels";
import type { Problem } from "./problem";
import { tooLarge } from "./size";
import { earlyReceptiveField } from "./stem";
import { idleFields, silencedBlocks } from "./unused";
import { narrowingShortcuts, wideningBottleneck } from "./widths";

export type { Cause, Fix, Problem } from "./problem";
export type { CauseId, FixId, ProblemCode } from "./texts";

/** Of sizes that can be relied on: not behind a collapsed map, nor while two paths disagree. */
const MAP_CHECKS: readonly Check[] = [kernelsBeyondMaps, earlyReceptiveField, lostPixels, skippedPixels];

const CHECKS: readonly Check[] = [
  silencedBlocks,
  narrowingShortcuts,
  indivisibleGroups,
  indivisibleNorms,
  tooLarge,
  blockSlips,
  wideningBottleneck,
  idleFields,
];

/** Shapes first, since other problems may follow from them. */
export function diagnose(context: Context): Problem[] {
  const { nodes } = context.graph;
  const collapsed = firstCollapsed(context.graph);
  const sound = collapsed ? nodes.slice(0, nodes.indexOf(collapsed)) : nodes;
  const shapes = [...collapsedMaps(context, collapsed), ...clashingSums(context.spec, sound)];
  const others = shapes.length > 0 ? CHECKS : [...CHECKS, ...MAP_CHECKS];
  return [...shapes, ...others.flatMap((check) => check(context))];
}
