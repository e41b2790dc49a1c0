import { shallowRef } from "vue";
import { analyse } from "../../../../src-main/common/arch/analysis";
import { PRESETS } from "../../../../src-main/common/arch/presets";
import { SAMPLES } from "../../../../src-main/common/arch/samples";
import { useText } from "../../../locales/use-text";

interface Facts {
  depth: number;
  params: number;
  macs: number;
}

const known = shallowRef<ReadonlyMap<string, Facts>>(new Map());

/** What presets and samples cost. Analysing all takes longer than a frame, so that they are worked out when wanted first. */
export function usePresetFacts() {
  const { t, format } = useText();
  return {
    workOut(wanted: boolean): void {
      if (!wanted || known.value.size > 0) return;
      const specs = [...PRESETS, ...SAMPLES.map(({ spec }) => spec)];
      known.value = new Map(specs.map((spec) => [spec.name, analyse(spec)]));
    },
    /** "20 layers · 270K parameters · 40.6M MACs" */
    factsOf(name: string): string {
      const facts = known.value.get(name);
      if (!facts) return "";
      return t("architecture.presets.facts", {
        depth: format.value.integer(facts.depth),
        params: format.value.compact(facts.params),
        macs: format.value.compact(facts.macs),
      });
    },
  };
}
