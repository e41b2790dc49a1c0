/** The form's edits as functions from draft to draft; what else an edit entails is decided here and nowhere else. */
import { designOf } from "../../../../src-main/common/arch/block-design";
import { findPreset } from "../../../../src-main/common/arch/presets";
import type { ArchSpec, BlockKind, Stem } from "../../../../src-main/common/arch/spec";
import type { ResidualDraft, SpecDraft, VggDraft } from "./spec-draft";

type StageDraft = ResidualDraft["stages"][number];

/** As the user chooses it: by name, or written by hand from what the name stood for. */
export type BlockChoice = BlockKind | "custom";

/** A bottleneck that doesn't widen yet starts as the paper's; what else no longer applies goes back by itself. */
export function withBlock(draft: ResidualDraft, choice: BlockChoice): ResidualDraft {
  const { block, bottleneckStride } = draft;
  if (choice === "custom") {
    return typeof block === "string" ? { ...draft, block: designOf({ block, bottleneckStride }) } : draft;
  }
  if (choice === block) return draft;
  const widens = draft.expansion !== null && draft.expansion > 1;
  return { ...draft, block: choice, expansion: choice === "bottleneck" && !widens ? 4 : draft.expansion };
}

/** The small form that stands for each family when it is switched to; input and classes stay. */
const FAMILY_START = { residual: "resnet18", vgg: "vgg11_bn" } as const;

export function withFamily(draft: SpecDraft, family: ArchSpec["family"]): { draft: SpecDraft; base: string } | null {
  if (family === draft.family) return null;
  const base = FAMILY_START[family];
  return { draft: { ...findPreset(base), input: draft.input, classes: draft.classes }, base };
}

/** Without a stem its width is out of sight, where it must not be half typed. */
export function withStem(draft: ResidualDraft, stem: Stem): ResidualDraft {
  return { ...draft, stem, stemWidth: draft.stemWidth ?? draft.stages[0]?.width ?? 64 };
}

export function withStage(draft: ResidualDraft, index: number, change: Partial<StageDraft>): ResidualDraft {
  return { ...draft, stages: draft.stages.map((stage, i) => (i === index ? { ...stage, ...change } : stage)) };
}

/** One stage more, as the papers go on: same length, twice the channels, half the map. */
export function withStageAdded<D extends SpecDraft>(draft: D): D;
export function withStageAdded(draft: SpecDraft): SpecDraft {
  if (draft.family === "vgg") return { ...draft, stages: [...draft.stages, draft.stages.at(-1) ?? [64]] };
  const last = draft.stages.at(-1);
  const added = { blocks: last?.blocks ?? 1, width: (last?.width ?? 32) * 2, stride: last ? 2 : 1 };
  return { ...draft, stages: [...draft.stages, added] };
}

export function withStageRemoved<D extends SpecDraft>(draft: D, index: number): D;
export function withStageRemoved(draft: SpecDraft, index: number): SpecDraft {
  const rest = <T>(stages: readonly T[]) => stages.filter((_, i) => i !== index);
  return draft.family === "vgg" ? { ...draft, stages: rest(draft.stages) } : { ...draft, stages: rest(draft.stages) };
}

/** n blocks in every stage, which is what a depth of perN n + 2 means. */
export function withBlocksEverywhere(draft: ResidualDraft, n: number): ResidualDraft {
  return { ...draft, stages: draft.stages.map((stage) => ({ ...stage, blocks: n })) };
}

/** So many blocks per stage. */
export function withBlocks(draft: ResidualDraft, counts: readonly number[]): ResidualDraft {
  return { ...draft, stages: draft.stages.map((stage, s) => ({ ...stage, blocks: counts[s] ?? stage.blocks })) };
}

/** Convolution widths as typed: "64, 64". What is no number stays as null, for the schema to refuse. */
export function withVggStage(draft: VggDraft, index: number, text: string): VggDraft {
  const widths = text
    .split(/[\s,]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : null));
  return { ...draft, stages: draft.stages.map((stage, i) => (i === index ? widths : stage)) };
}

/** Inputs that people start from. */
export const INPUT_CHOICES = [
  { id: "imagenet", input: [3, 224, 224], classes: 1000 },
  { id: "cifar10", input: [3, 32, 32], classes: 10 },
  { id: "fashionMnist", input: [1, 28, 28], classes: 10 },
] as const;
