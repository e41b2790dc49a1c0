/** The depths that a network can be stepped through: all of perN n + around, or those that its paper's table has. */
import { depthOf, depthRule, snapDepth } from "../../../../src-main/common/arch/depth";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import { type ArchSpec, type BlockKind, LIMITS, type ResidualSpec } from "../../../../src-main/common/arch/spec";
import type { SpecDraft } from "./spec-draft";
import { withBlock, withBlocks, withBlocksEverywhere } from "./spec-edits";

interface NamedDepth {
  depth: number;
  apply(draft: SpecDraft): SpecDraft;
}

export type DepthLadder =
  /** `n` is null while the stages differ in length. */
  | { kind: "rule"; perN: number; around: number; n: number | null }
  /** Shallowest first. */
  | { kind: "named"; steps: readonly NamedDepth[] };

interface ImagenetRow {
  depth: number;
  block: BlockKind;
  /** Blocks per stage. */
  counts: readonly number[];
}

/** He et al. 2015, table 1. */
const IMAGENET_ROWS = PRESETS.flatMap((preset): ImagenetRow[] => {
  const isRow = preset.family === "residual" && /^resnet(18|34|50|101|152)$/.test(preset.name);
  if (!isRow || typeof preset.block !== "string") return [];
  return [{ depth: depthOf(preset), block: preset.block, counts: preset.stages.map(({ blocks }) => blocks) }];
});

/** Simonyan and Zisserman 2014, table 1: configurations A, B, D and E. */
const VGG_STEPS = PRESETS.flatMap((preset): NamedDepth[] => {
  if (preset.family !== "vgg" || preset.batchNorm) return [];
  const { stages } = preset;
  return [{ depth: depthOf(preset), apply: (draft) => (draft.family === "vgg" ? { ...draft, stages } : draft) }];
});

export function depthLadder(spec: ArchSpec): DepthLadder {
  if (spec.family === "vgg") return { kind: "named", steps: VGG_STEPS };
  if (isImagenetShaped(spec)) return { kind: "named", steps: imagenetSteps(spec) };
  const rule = depthRule(withOneBlock(spec));
  return {
    kind: "rule",
    perN: rule?.perN ?? 1,
    around: rule?.around ?? 0,
    n: depthRule(spec)?.n ?? null,
  };
}

function isImagenetShaped({ stem, stages }: ResidualSpec): boolean {
  return (stem === "imagenet" || stem === "deep") && stages.length === 4;
}

function withOneBlock(spec: ResidualSpec): ResidualSpec {
  return { ...spec, stages: spec.stages.map((stage) => ({ ...stage, blocks: 1 })) };
}

/** A block written by hand keeps its design, so that the table's counts give other depths with it. */
function imagenetSteps(spec: ResidualSpec): NamedDepth[] {
  if (typeof spec.block === "string") {
    return IMAGENET_ROWS.map(({ depth, block, counts }) => ({
      depth,
      apply: (draft) => (draft.family === "residual" ? withBlocks(withBlock(draft, block), counts) : draft),
    }));
  }
  const distinct = [...new Map(IMAGENET_ROWS.map((row) => [row.counts.join(), row.counts])).values()];
  return distinct.map((counts) => ({
    depth: depthOf({ ...spec, stages: spec.stages.map((stage, s) => ({ ...stage, blocks: counts[s] ?? 1 })) }),
    apply: (draft) => (draft.family === "residual" ? withBlocks(draft, counts) : draft),
  }));
}

/** The ladder's next depth below (-1) or above (1); null at its ends. */
export function depthBeside(ladder: DepthLadder, depth: number, by: -1 | 1): number | null {
  if (ladder.kind === "named") {
    const { steps } = ladder;
    const beside = by === 1 ? steps.find((s) => s.depth > depth) : steps.findLast((s) => s.depth < depth);
    return beside?.depth ?? null;
  }
  const { perN, around } = ladder;
  const exact = (depth - around) / perN;
  const n = by === 1 ? Math.floor(exact) + 1 : Math.ceil(exact) - 1;
  return n < 1 || n > LIMITS.blocks ? null : perN * n + around;
}

/** The ladder's nearest depth; between two, the shallower. */
export function nearestDepth(ladder: DepthLadder, wished: number): number {
  if (ladder.kind === "rule") return ladder.perN * snapDepth(wished, ladder) + ladder.around;
  const distance = (depth: number) => Math.abs(depth - wished);
  return ladder.steps
    .map(({ depth }) => depth)
    .reduce((best, depth) => (distance(depth) < distance(best) ? depth : best));
}

/** @param depth one of the ladder's */
export function withDepth(ladder: DepthLadder, draft: SpecDraft, depth: number): SpecDraft {
  if (ladder.kind === "named") return ladder.steps.find((step) => step.depth === depth)?.apply(draft) ?? draft;
  if (draft.family !== "residual") return draft;
  return withBlocksEverywhere(draft, snapDepth(depth, ladder));
}
