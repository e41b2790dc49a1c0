/** Rows of the layer table for the clipboard. */
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";
import { type Cell, plainCell } from "../../../../src-main/common/arch/layers-csv";

/**
 * Rows of the table as they are on show, tabs between the cells.
 * @param cells a row's cells, without its address
 */
export function rowsTsv(
  rows: readonly TreeRow[],
  heads: readonly string[],
  cells: (row: TreeRow) => readonly Cell[],
): string {
  const lines = rows.map((row) => [row.key, ...cells(row)]);
  return [...(heads.length > 0 ? [heads] : []), ...lines]
    .map((line) => line.map((cell) => plainCell(cell).replaceAll(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");
}
