/** Which fields of a residual network mean something, given the others. The form shows only those. */
import { residualSpecSchema } from "../../../../src-main/common/arch/spec";
import type { ResidualDraft } from "./spec-draft";

/** What each field is when nothing is said of it. */
const NEUTRAL = residualSpecSchema
  .pick({
    expansion: true,
    groups: true,
    widthPerGroup: true,
    bottleneckStride: true,
    normGroups: true,
    zeroInitLastGamma: true,
    projectionPooling: true,
    shortcutPadding: true,
    shortcutScale: true,
    dropout: true,
    stochasticDepth: true,
  })
  .parse({});

export type ConditionalField = keyof typeof NEUTRAL;

const hasShortcut = (draft: ResidualDraft) => draft.shortcut !== "none";

const RELEVANT: { readonly [F in ConditionalField]: (draft: ResidualDraft) => boolean } = {
  expansion: ({ block }) => block !== "basic",
  groups: ({ block }) => block !== "basic",
  widthPerGroup: ({ block }) => block !== "basic",
  bottleneckStride: ({ block }) => block === "bottleneck",
  normGroups: ({ norm }) => norm === "group",
  // Without a shortcut a branch that starts at zero would be a network that gives zero.
  zeroInitLastGamma: (draft) => hasShortcut(draft) && draft.norm !== "none" && draft.activationOrder === "post",
  projectionPooling: (draft) => (draft.shortcut === "B" || draft.shortcut === "C") && projectionOf(draft) === "strided",
  shortcutPadding: ({ shortcut }) => shortcut === "A",
  shortcutScale: hasShortcut,
  // It stands before the last convolution of several.
  dropout: ({ block }) => typeof block === "string" || block.convs.length > 1,
  stochasticDepth: hasShortcut,
};

function projectionOf({ block }: ResidualDraft) {
  return typeof block === "string" ? "strided" : block.projection;
}

export function isRelevant(field: ConditionalField, draft: ResidualDraft): boolean {
  return RELEVANT[field](draft);
}

/** Takes fields that an edit has made meaningless back to neutral, so that nothing hidden has an effect or a fault. */
export function settled(before: ResidualDraft, after: ResidualDraft): ResidualDraft {
  const dropped = (Object.keys(NEUTRAL) as ConditionalField[]).filter(
    (field) => isRelevant(field, before) && !isRelevant(field, after),
  );
  if (dropped.length === 0) return after;
  return { ...after, ...Object.fromEntries(dropped.map((field) => [field, NEUTRAL[field]])) };
}
