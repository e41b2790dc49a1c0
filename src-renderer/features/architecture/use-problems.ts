import { computed } from "vue";
import type { Problem } from "../../../src-main/common/arch/diagnostics";
import { useText } from "../../locales/use-text";
import { PROBLEM_FIXES } from "./model/problem-fixes";
import type { ResidualDraft } from "./model/spec-draft";
import { useEditor } from "./use-editor";

export interface ShownProblem {
  key: string;
  severity: Problem["severity"];
  address: string | null;
  message: string;
  fix: string;
  /** Null where a decision is needed. */
  repair: ((draft: ResidualDraft) => ResidualDraft) | null;
}

/** The analysis' problems in the reader's words, errors first, with the shapes they speak of. */
export function useProblems() {
  const { t } = useText();
  const { analysis } = useEditor();

  const layers = computed(() => new Map(analysis.value.layers.map((layer) => [layer.name, layer])));
  const shapeOf = (address: string | undefined) => layers.value.get(address ?? "")?.output.join("×") ?? "";

  function shown({ code, severity, address }: Problem): ShownProblem {
    const layer = layers.value.get(address ?? "");
    const values = {
      output: shapeOf(address ?? undefined),
      channels: layer?.output[0] ?? "",
      branch: shapeOf(layer?.inputs[0]),
      shortcut: shapeOf(layer?.inputs[1]),
    };
    return {
      key: `${code} ${address}`,
      severity,
      address,
      message: t(`architecture.problems.codes.${code}.message`, values),
      fix: t(`architecture.problems.codes.${code}.fix`),
      repair: PROBLEM_FIXES[code] ?? null,
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
