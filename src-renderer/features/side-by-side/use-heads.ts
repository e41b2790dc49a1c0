import { computed, type Ref } from "vue";
import { memoryPlan, OPTIMIZER_SLOTS, usualBatch } from "../../../src-main/common/arch/memory-plan";
import { type Difference, differenceOf, type Quantity } from "../../locales/difference";
import { useText } from "../../locales/use-text";
import { EDITED } from "./nets";
import type { Net } from "./use-figure";

const TOTALS = ["depth", "params", "macs", "training"] as const;
type Total = (typeof TOTALS)[number];

export interface HeadTotal {
  id: Total;
  label: string;
  value: string;
  /** To the first network; null for that one. */
  difference: Difference | null;
}

export interface Head {
  name: string;
  title: string;
  totals: readonly HeadTotal[];
}

/** What stands above each network: its name, what it costs, and how far that is from the first. */
export function useHeads(nets: Ref<readonly Net[]>) {
  const { t, format } = useText();
  /** One for all, so that memory can be compared. */
  const batch = computed(() => usualBatch(nets.value[0]?.spec.input ?? [3, 224, 224]));

  function costs({ analysis }: Net): Record<Total, number> {
    const { depth, params, macs } = analysis;
    const plan = memoryPlan(analysis, { batch: batch.value, optimizerSlots: OPTIMIZER_SLOTS.momentum });
    return { depth, params, macs, training: plan.training };
  }

  const heads = computed(() => {
    const [first] = nets.value;
    const base = first && costs(first);
    return nets.value.map((net, n): Head => {
      const cost = costs(net);
      const totals = TOTALS.map((id): HeadTotal => {
        const quantity: Quantity = id === "training" ? "bytes" : "count";
        const value = quantity === "bytes" ? format.value.bytes(cost[id]) : format.value.compact(cost[id]);
        const same = t("layers.totals.same");
        const difference = n === 0 || !base ? null : differenceOf(cost[id], base[id], quantity, format.value, same);
        return { id, label: t(`diagram.sideBySide.${id}`), value, difference };
      });
      const { name } = net.spec;
      const title = net.name === EDITED ? t("diagram.sideBySide.edited", { name }) : name;
      return { name: net.name, title, totals };
    });
  });

  /** The same as lines of text, for pictures that leave the page. */
  const written = computed(() =>
    heads.value.map(({ title, totals }) => ({
      title,
      lines: totals.map(({ label, value, difference }) => {
        const apart = difference ? ` (${difference.text})` : "";
        return `${label}: ${value}${apart}`;
      }),
    })),
  );
  return { heads, written, note: computed(() => t("diagram.sideBySide.memoryAt", { batch: batch.value })) };
}
