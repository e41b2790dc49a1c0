/** Which rows of the layer tree are on show. */
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";

/** How much is open to begin with: stages alone, their blocks, or every layer. */
export const DETAILS = ["stages", "blocks", "layers"] as const;
export type Detail = (typeof DETAILS)[number];

/** True when a group is open at this detail; stages hold blocks or layers, blocks hold layers. */
export function opensAt(row: TreeRow, detail: Detail): boolean {
  if (detail === "layers") return true;
  return detail === "blocks" && row.children.some((child) => child.layer === null);
}

/** The rows on show, top to bottom. */
export function visibleRows(tree: readonly TreeRow[], isOpen: (row: TreeRow) => boolean): TreeRow[] {
  return tree.flatMap((row) =>
    row.layer === null && isOpen(row) ? [row, ...visibleRows(row.children, isOpen)] : [row],
  );
}

/** The row at an address, open or not. */
export function findRow(tree: readonly TreeRow[], key: string): TreeRow | null {
  for (const row of tree) {
    if (row.key === key) return row;
    if (key.startsWith(`${row.key}/`)) return findRow(row.children, key);
  }
  return null;
}

/** All rows by address, groups too. */
export function rowsByKey(tree: readonly TreeRow[]): ReadonlyMap<string, TreeRow> {
  return new Map(visibleRows(tree, () => true).map((row) => [row.key, row]));
}
