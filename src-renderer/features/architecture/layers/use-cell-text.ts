import { computed } from "vue";
import type { LayerKind } from "../../../../src-main/common/arch/layer-graph";
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";
import { signed } from "../../../locales/difference";
import { useText } from "../../../locales/use-text";
import { type Column, type NumericColumn, type Reference, shareOf, VALUES } from "../model/layer-columns";

export interface CellText {
  text: string;
  /** `none` says nothing (a 0); `more` and `less` are differences to the baseline. */
  tone: "plain" | "none" | "more" | "less";
}

const plain = (text: string): CellText => ({ text, tone: "plain" });
const numberCell = (value: number, text: string): CellText => ({ text, tone: value === 0 ? "none" : "plain" });

/** What stands in a cell, in the reader's language. Once for the whole table, which changes at every keystroke. */
export function useCellText() {
  const { t, format, language } = useText();
  /** Words by kind or by how many layers a group has, each put together once. */
  const words = computed(() => ({ language: language.value, known: new Map<LayerKind | number, string>() }));

  function kindText({ layer, layers }: TreeRow): string {
    const { known } = words.value;
    const key = layer?.kind ?? layers;
    const text =
      known.get(key) ??
      (layer
        ? t(`layers.kinds.${layer.kind}`)
        : t("layers.table.group", { count: format.value.integer(layers) }, layers));
    known.set(key, text);
    return text;
  }

  function difference(row: TreeRow, column: NumericColumn, reference: Reference): CellText {
    if (!reference.baseline?.has(row.key)) return plain(t("layers.table.new"));
    const change = VALUES[column](row, reference);
    if (change === 0) return { text: "0", tone: "none" };
    return { text: signed(change, "count", format.value), tone: change > 0 ? "more" : "less" };
  }

  return function cellText(row: TreeRow, column: Column, reference: Reference): CellText {
    const { integer, bytes, percent } = format.value;
    switch (column) {
      case "kind":
        return plain(kindText(row));
      case "output":
        return plain(row.output.join("×"));
      case "params":
        return numberCell(row.params, integer(row.params));
      case "macs":
        return numberCell(row.macs, integer(row.macs));
      case "activation":
        return plain(bytes(row.activationBytes));
      case "kept":
        return numberCell(row.keptBytes, row.keptBytes === 0 ? "0" : bytes(row.keptBytes));
      case "field":
        return plain(row.receptiveField === null ? t("layers.table.wholeImage") : integer(row.receptiveField));
      case "share": {
        const [params, macs] = [shareOf(row.params, reference.params), shareOf(row.macs, reference.macs)];
        return plain(`${percent(params)} / ${percent(macs)}`);
      }
      default:
        return difference(row, column, reference);
    }
  };
}

export type CellTextOf = ReturnType<typeof useCellText>;
