import { computed } from "vue";
import type { Analysis } from "../../../../src-main/common/arch/analysis";
import { memoryPlan, type PlanOptions } from "../../../../src-main/common/arch/memory-plan";
import { type Difference, differenceOf, type Quantity } from "../../../locales/difference";
import { useText } from "../../../locales/use-text";
import { useEditor } from "../use-editor";
import { useBaseline } from "./use-baseline";
import { usePlanOptions } from "./use-plan-options";

/** What is counted of a whole network; memory is a batch's. */
export const TOTALS = ["params", "macs", "depth", "training", "inference"] as const;
export type Total = (typeof TOTALS)[number];

const QUANTITIES: Readonly<Record<Total, Quantity>> = {
  params: "count",
  macs: "count",
  depth: "count",
  training: "bytes",
  inference: "bytes",
};

export function totalsOf(analysis: Analysis, options: PlanOptions): Readonly<Record<Total, number>> {
  const { params, macs, depth } = analysis;
  const { training, inference } = memoryPlan(analysis, options);
  return { params, macs, depth, training, inference };
}

export interface ShownTotal {
  id: Total;
  value: string;
  /** To the pinned baseline at the same batch; null without one. */
  difference: Difference | null;
}

/** The totals in the reader's words, with how far each is from the baseline's. */
export function useTotals() {
  const { t, format } = useText();
  const editor = useEditor();
  const baseline = useBaseline();
  const plan = usePlanOptions(() => editor.spec.value);
  const before = computed(() => baseline.analysis.value && totalsOf(baseline.analysis.value, plan.options.value));

  const totals = computed((): ShownTotal[] => {
    const now = totalsOf(editor.analysis.value, plan.options.value);
    const { integer, bytes } = format.value;
    return TOTALS.map((id) => ({
      id,
      value: QUANTITIES[id] === "bytes" ? bytes(now[id]) : integer(now[id]),
      difference:
        before.value && differenceOf(now[id], before.value[id], QUANTITIES[id], format.value, t("layers.totals.same")),
    }));
  });
  return { totals, plan };
}
