import { onScopeDispose, type Ref, shallowRef, watch } from "vue";
import type { Analysis } from "../../../src-main/common/arch/analysis";
import type { Fix } from "../../../src-main/common/arch/diagnostics";
import { type Price, price } from "../../../src-main/common/arch/diagnostics/price";
import { useText } from "../../locales/use-text";

/** Each price takes an analysis of its own: they come once the typing rests, one by one. */
const QUIET_MS = 200;

/** What the offered fixes cost. */
export function usePrices(analysis: Readonly<Ref<Analysis>>) {
  const { t, format } = useText();
  const prices = shallowRef<ReadonlyMap<Fix, Price>>(new Map());
  let timer: ReturnType<typeof setTimeout> | undefined;

  function work(queue: readonly Fix[]): void {
    const [fix, ...rest] = queue;
    if (!fix) return;
    prices.value = new Map(prices.value).set(fix, price(analysis.value, fix));
    timer = setTimeout(work, 0, rest);
  }

  watch(
    analysis,
    ({ problems }) => {
      clearTimeout(timer);
      prices.value = new Map();
      const queue = problems.flatMap(({ fixes }) => fixes);
      if (queue.length > 0) timer = setTimeout(work, QUIET_MS, queue);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));

  function signed(value: number, write: (size: number) => string): string {
    return `${value > 0 ? "+" : "−"}${write(Math.abs(value))}`;
  }

  /** "+2,752 parameters, +0.4M MACs", without what doesn't change; empty until it is worked out. */
  function priceOf(fix: Fix): string {
    const found = prices.value.get(fix);
    if (!found) return "";
    const { params, macs } = found;
    const parts: string[] = [];
    if (params !== 0) parts.push(t("architecture.fixes.params", { params: signed(params, format.value.integer) }));
    if (macs !== 0)
      parts.push(t("architecture.fixes.macs", { macs: signed(macs, (size) => format.value.compact(size)) }));
    return parts.join(", ") || t("architecture.fixes.free");
  }

  return { priceOf };
}
