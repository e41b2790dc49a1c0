/** Layers as tables for other programs: every digit, no separators, nothing that a spreadsheet would take for a formula. */
import type { Analysis, LayerRow } from "../../../../src-main/common/arch/analysis";
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";

type Cell = string | number | null;

/** Column names are the command line's JSON names. */
const FIELDS: Readonly<Record<string, (layer: LayerRow, whole: Analysis) => Cell>> = {
  name: (layer) => layer.name,
  torchName: (layer) => layer.torchName,
  kind: (layer) => layer.kind,
  output: (layer) => layer.output.join("x"),
  params: (layer) => layer.params,
  macs: (layer) => layer.macs,
  activationBytes: (layer) => layer.activationBytes,
  keptBytes: (layer) => layer.keptBytes,
  receptiveField: (layer) => layer.receptiveField,
  paramsShare: (layer, whole) => layer.params / whole.params,
  macsShare: (layer, whole) => layer.macs / whole.macs,
  inputs: (layer) => layer.inputs.join(" "),
};

/** All layers with all columns (RFC 4180). */
export function layersCsv(analysis: Analysis): string {
  const rows = analysis.layers.map((layer) => Object.values(FIELDS).map((cell) => cell(layer, analysis)));
  return [Object.keys(FIELDS), ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

/**
 * Rows of the table as they are on show, for the clipboard.
 * @param cells a row's cells, without its address
 */
export function rowsTsv(
  rows: readonly TreeRow[],
  heads: readonly string[],
  cells: (row: TreeRow) => readonly Cell[],
): string {
  const lines = rows.map((row) => [row.key, ...cells(row)]);
  return [...(heads.length > 0 ? [heads] : []), ...lines]
    .map((line) => line.map((cell) => plain(cell).replaceAll(/[\t\r\n]+/g, " ")).join("\t"))
    .join("\n");
}

function csvCell(cell: Cell): string {
  const text = plain(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that begins like a formula gets an apostrophe, by which spreadsheets know a text (OWASP, CSV injection). */
function plain(cell: Cell): string {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = cell ?? "";
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
