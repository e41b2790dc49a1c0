import { computed } from "vue";
import type { Fix, Problem } from "../../../src-main/common/arch/diagnostics";
import { shownValue, type TextValues } from "../../../src-main/common/arch/diagnostics/values";
import { formatLocale } from "../../locales/language";
import { useText } from "../../locales/use-text";
import { useEditor } from "./use-editor";

export interface ShownProblem {
  key: string;
  severity: Problem["severity"];
  address: string | null;
  /** Its causes included. */
  message: string;
  fix: string;
  /** Null where a decision is needed. */
  repair: Fix | null;
}

/** The analysis' problems in the reader's words, errors first, with the shapes they speak of. */
export function useProblems() {
  const { t, language } = useText();
  const { analysis } = useEditor();

  /** Numbers as the reader writes them. */
  function localized(values: TextValues): TextValues {
    const locale = formatLocale(language.value);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shownValue(value, locale)]));
  }

  function shown(problem: Problem): ShownProblem {
    const { code, severity, address, causes } = problem;
    const values = localized(problem.values);
    const message = [
      t(`problems.codes.${code}.message`, values),
      ...causes.map(({ id, values }) => t(`problems.causes.${id}`, localized(values))),
    ];
    return {
      key: `${code} ${address}`,
      severity,
      address,
      message: message.join(" "),
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
