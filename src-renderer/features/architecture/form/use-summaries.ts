import type { ResidualSpec } from "../../../../src-main/common/arch/spec";
import { useText } from "../../../locales/use-text";
import { useEditor } from "../use-editor";
import { useSteady } from "../use-steady";

/** What the closed parts of the form hold, in a few words each. */
export function useSummaries() {
  const { t, format } = useText();
  const { spec } = useEditor();

  function stem({ stem, stemWidth }: ResidualSpec): string {
    const kind = t(`architecture.stems.${stem}`);
    return stem === "none" ? kind : t("architecture.summaries.stem", { kind, width: format.value.integer(stemWidth) });
  }

  function norm({ norm, activation, activationOrder }: ResidualSpec): string {
    return t("architecture.summaries.norm", {
      norm: t(`architecture.summaries.norms.${norm}`),
      activation: t(`architecture.activations.${activation}`),
      order: t(`architecture.summaries.orders.${activationOrder}`),
    });
  }

  function rates(spec: ResidualSpec, names: readonly ("dropout" | "stochasticDepth" | "headDropout")[]): string {
    const used = names.filter((name) => spec[name] > 0);
    if (used.length === 0) return t("architecture.summaries.off");
    return used
      .map((name) => `${t(`architecture.fields.${name}`)} ${format.value.significant(spec[name])}`)
      .join(" · ");
  }

  return useSteady(() => {
    const now = spec.value;
    if (now.family !== "residual") return { stem: "", norm: "", drops: "", head: "" };
    return {
      stem: stem(now),
      norm: norm(now),
      drops: rates(now, ["dropout", "stochasticDepth"]),
      head: rates(now, ["headDropout"]),
    };
  });
}
