/** The layer table's columns beside the layer itself: what each holds, and which can be sorted. */
import { z } from "zod";
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";

export const COLUMNS = [
  "kind",
  "output",
  "params",
  "paramsDifference",
  "macs",
  "macsDifference",
  "activation",
  "kept",
  "field",
  "share",
] as const;
export type Column = (typeof COLUMNS)[number];

export const columnsSchema = z.array(z.enum(COLUMNS));

/** What fits beside the form on a screen 1280 pixels wide. */
export const DEFAULT_COLUMNS: readonly Column[] = ["kind", "output", "params", "macs", "activation", "field", "share"];

/** Columns that compare with the pinned baseline. */
export const DIFFERENCES: ReadonlySet<Column> = new Set<Column>(["paramsDifference", "macsDifference"]);

/** What the values are counted against. */
export interface Reference {
  /** The whole network's. */
  params: number;
  macs: number;
  /** The baseline's rows by address; null without a baseline. */
  baseline: ReadonlyMap<string, TreeRow> | null;
}

export type NumericColumn = Exclude<Column, "kind" | "output">;

/** By which the table is sorted; a larger share is the larger of both. A field that spans the image is the largest. */
export const VALUES: Readonly<Record<NumericColumn, (row: TreeRow, reference: Reference) => number>> = {
  params: (row) => row.params,
  paramsDifference: (row, { baseline }) => row.params - (baseline?.get(row.key)?.params ?? 0),
  macs: (row) => row.macs,
  macsDifference: (row, { baseline }) => row.macs - (baseline?.get(row.key)?.macs ?? 0),
  activation: (row) => row.activationBytes,
  kept: (row) => row.keptBytes,
  field: (row) => row.receptiveField ?? Number.POSITIVE_INFINITY,
  share: (row, whole) => Math.max(shareOf(row.params, whole.params), shareOf(row.macs, whole.macs)),
};

export function isNumeric(column: Column): column is NumericColumn {
  return column in VALUES;
}

export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

export interface Sort {
  column: NumericColumn;
  direction: "descending" | "ascending";
}

/** A click on a column's head: largest first, then smallest first, then the network's own order again. */
export function nextSort(now: Sort | null, column: NumericColumn): Sort | null {
  if (now?.column !== column) return { column, direction: "descending" };
  return now.direction === "descending" ? { column, direction: "ascending" } : null;
}

/** Equal values stay in the network's order. */
export function sortedRows(rows: readonly TreeRow[], { column, direction }: Sort, reference: Reference): TreeRow[] {
  const sign = direction === "ascending" ? 1 : -1;
  const value = VALUES[column];
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a, reference), value(b, reference)];
    return left === right ? 0 : sign * (left - right);
  });
}
