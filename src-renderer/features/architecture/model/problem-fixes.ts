/** Repairs that can be made with one click; the codes left out need a decision. */
import type { ProblemCode } from "../../../../src-main/common/arch/diagnostics";
import type { ResidualDraft } from "./spec-draft";

export const PROBLEM_FIXES: Readonly<Partial<Record<ProblemCode, (draft: ResidualDraft) => ResidualDraft>>> = {
  SHAPE_CLASH: (draft) => ({ ...draft, shortcut: "B" }),
  SHORTCUT_NARROWS: (draft) => ({ ...draft, shortcut: "B" }),
  GROUPS_NOT_DIVISIBLE: (draft) => ({ ...draft, groups: 1 }),
  EXPANSION_UNUSED: (draft) => ({ ...draft, expansion: 1 }),
  GROUPS_UNUSED: (draft) => ({ ...draft, groups: 1, widthPerGroup: 64 }),
};
