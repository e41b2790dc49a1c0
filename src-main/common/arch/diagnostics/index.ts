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

/** Of maps that are there: what stands behind a collapsed one has no sizes to speak of. */
const MAP_CHECKS: readonly Check[] = [kernelsBeyondMaps, earlyReceptiveField, lostPixels, skippedPixels];

/** Errors first. */
const CHECKS: readonly Check[] = [
  clashingSums,
  silencedBlocks,
  narrowingShortcuts,
  indivisibleGroups,
  indivisibleNorms,
  tooLarge,
  blockSlips,
  wideningBottleneck,
  idleFields,
];

export function diagnose(context: Context): Problem[] {
  const collapsed = firstCollapsed(context.graph);
  if (!collapsed) return [...CHECKS, ...MAP_CHECKS].flatMap((check) => check(context));
  const { nodes } = context.graph;
  const sound = { ...context, graph: { ...context.graph, nodes: nodes.slice(0, nodes.indexOf(collapsed)) } };
  return [...collapsedMaps(context), ...CHECKS.flatMap((check) => check(sound))];
}
