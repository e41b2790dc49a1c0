import { computed, type InjectionKey, inject, provide } from "vue";
import type { Fix, Problem } from "../../../src-main/common/arch/diagnostics";
import { shownValue } from "../../../src-main/common/arch/diagnostics/values";
import { formatLocale } from "../../locales/language";
import { useText } from "../../locales/use-text";
import type { Editor } from "./use-editor";
import { usePrices } from "./use-prices";

export interface ShownFix {
  fix: Fix;
  label: string;
  /** What it costs or saves; empty until it is worked out. */
  price: string;
}

export interface ShownProblem {
  key: string;
  severity: Problem["severity"];
  address: string | null;
  message: string;
  /** What it comes from; empty where the message says it all. */
  causes: string[];
  /** What to do. */
  advice: string;
  /** Best first; empty where a decision is needed. */
  fixes: ShownFix[];
}

export type Problems = ReturnType<typeof createProblems>;

/** The analysis' problems in the reader's words, errors first, with the shapes and numbers they speak of. */
function createProblems(editor: Editor) {
  const { t, language } = useText();
  const { analysis } = editor;
  const { priceOf } = usePrices(analysis);

  /** Numbers as the reader writes them. */
  function valued(values: Problem["values"]): Record<string, string> {
    const locale = formatLocale(language.value);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shownValue(value, locale)]));
  }

  function shownFix(fix: Fix): ShownFix {
    return { fix, label: t(`problems.fixes.${fix.id}`, valued(fix.values)), price: priceOf(fix) };
  }

  function shown(problem: Problem): ShownProblem {
    const { code, severity, address, causes, fixes } = problem;
    const values = valued(problem.values);
    return {
      key: `${code} ${address}`,
      severity,
      address,
      message: t(`problems.codes.${code}.message`, values),
      causes: causes.map((cause) => t(`problems.causes.${cause.id}`, valued(cause.values))),
      advice: t(`problems.codes.${code}.fix`, values),
      fixes: fixes.map(shownFix),
    };
  }

  const problems = computed<ShownProblem[]>((before) => {
    const found = analysis.value.problems;
    // Nothing is drawn anew while there is nothing to say.
    if (found.length === 0 && before?.length === 0) return before;
    return [...found].sort((a, b) => a.severity.localeCompare(b.severity)).map(shown);
  });
  return {
    problems,
    shown,
    /** Applies a fix, as one step that can be undone. */
    mend({ id, spec }: Fix): void {
      editor.edit(`fix ${id}`, () => spec);
      editor.seal();
    },
    hasErrors: computed(() => analysis.value.problems.some(({ severity }) => severity === "error")),
    faulty: computed(() => new Set(analysis.value.problems.flatMap(({ address }) => address ?? []))),
  };
}

const PROBLEMS: InjectionKey<Problems> = Symbol("problems of the architecture");

export function provideProblems(editor: Editor): void {
  provide(PROBLEMS, createProblems(editor));
}

export function useProblems(): Problems {
  const problems = inject(PROBLEMS);
  if (!problems) throw new Error("useProblems() needs provideProblems() above it.");
  return problems;
}
