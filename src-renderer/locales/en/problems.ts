import { FIX_TEXTS, PROBLEM_TEXTS } from "../../../src-main/common/arch/diagnostics/texts";

export const problems = {
  label: "Problems",
  none: "None. This network can train.",
  count: "No problems | {count} problem | {count} problems",
  show: "Show {address}",
  showField: "Show",
  fix: "Fix",
  /** The texts that the command line shows too. */
  codes: PROBLEM_TEXTS,
  fixes: FIX_TEXTS,
};
