import { computed } from "vue";
import type { Fix, Problem } from "../../../src-main/common/arch/diagnostics";
import { useText } from "../../locales/use-text";
import { useEditor } from "./use-editor";

export interface ShownProblem {
  key: string;
  severity: Problem["severity"];
  address: string | null;
  message: string;
  fix: string;
  /** Null where a decision is needed. */
  repair: Fix | null;
}

/** The analysis' problems in the reader's words, errors first, with the shapes they speak of. */
export function useProblems() {
  const { t } = useText();
  const { analysis } = useEditor();

  function shown(problem: Problem): ShownProblem {
    const { code, severity, address, values } = problem;
    return {
      key: `${code} ${address}`,
      severity,
      address,
      message: t(`problems.codes.${code}.message`, values),
      fix: t(`problems.codes.${code}.fix`, values),
      repair: problem.fixes[0] ?? null,
    };
  }

  const problems = computed(() =>
    [...analysis.value.problems].sort((a, b) => a.severity.localeCompare(b.severity)).map(shown),
  );
  return {
    problems,
    hasErrors: computed(() => problems.value.some((problem) => problem.severity === "error")),
    faulty: computed(() => new Set(problems.value.flatMap((problem) => problem.address ?? []))),
  };
}
