import { CAUSE_TEXTS, FIX_TEXTS, PROBLEM_TEXTS } from "../../../src-main/common/arch/diagnostics/texts";

export const problems = {
  label: "Problems",
  none: "None. This network can train.",
  count: "No problems | {count} problem | {count} problems",
  show: "Show {address}",
  showField: "Show",
  fix: "Fix",
  /** The texts that the command line shows too. */
  codes: PROBLEM_TEXTS,
  causes: CAUSE_TEXTS,
  fixes: FIX_TEXTS,
  samples: {
    notebookBlock: {
      title: "The notebook's block",
      about:
        "ResNet-34's layout with a block as it stands in a study notebook: conv2 is 1x1 with padding 1 and takes the stride once more, the projection keeps stride 1, and out = shortcut(x) has replaced the sum. Each mistake is explained; repair them one by one and you arrive at ResNet-34.",
    },
  },
};
