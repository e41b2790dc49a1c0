import type { Ref } from "vue";
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";
import { useText } from "../../../locales/use-text";
import { ElMessage } from "../../../ui/element";
import { type Column, isNumeric, VALUES } from "../model/layer-columns";
import { rowsTsv } from "../model/layer-export";
import type { LayerRows } from "./use-layer-rows";

/** Puts rows into the clipboard as a spreadsheet takes them: columns as on show, numbers with every digit. */
export function useCopyRows(state: LayerRows, columns: Readonly<Ref<readonly Column[]>>) {
  const { t, format } = useText();

  function cell(row: TreeRow, column: Column): string | number {
    if (isNumeric(column)) return VALUES[column](row, state.reference.value);
    return column === "output" ? row.output.join("x") : (row.layer?.kind ?? "");
  }

  return async function copyRows(rows: readonly TreeRow[], withHeads = false): Promise<void> {
    const heads = [t("layers.table.layer"), ...columns.value.map((column) => t(`layers.columns.${column}`))];
    const text = rowsTsv(rows, withHeads ? heads : [], (row) => columns.value.map((column) => cell(row, column)));
    try {
      await navigator.clipboard.writeText(text);
      ElMessage.success({
        message: t("layers.save.copied", { count: format.value.integer(rows.length) }, rows.length),
        duration: 1500,
      });
    } catch {
      ElMessage.warning(t("layers.save.notCopied"));
    }
  };
}
