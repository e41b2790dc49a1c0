/** Layers as a table for other programs: every digit, no separators, nothing that a spreadsheet would take for a formula. */
import type { Analysis, LayerRow } from "./analysis";

export type Cell = string | number | null;

/** Column names are the command line's JSON names. */
const FIELDS: Readonly<Record<string, (layer: LayerRow, whole: Analysis, batch: number) => Cell>> = {
  name: (layer) => layer.name,
  torchName: (layer) => layer.torchName,
  kind: (layer) => layer.kind,
  output: (layer) => layer.output.join("x"),
  params: (layer) => layer.params,
  macs: (layer) => layer.macs,
  activationBytes: (layer, _, batch) => batch * layer.activationBytes,
  keptBytes: (layer, _, batch) => batch * layer.keptBytes,
  receptiveField: (layer) => layer.receptiveField,
  paramsShare: (layer, whole) => layer.params / whole.params,
  macsShare: (layer, whole) => layer.macs / whole.macs,
  inputs: (layer) => layer.inputs.join(" "),
};

/**
 * All layers with all columns (RFC 4180), a line feed after the last.
 * @param batch images that bytes are counted for
 */
export function layersCsv(analysis: Analysis, batch = 1): string {
  const rows = analysis.layers.map((layer) => Object.values(FIELDS).map((cell) => cell(layer, analysis, batch)));
  return [Object.keys(FIELDS), ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(cell: Cell): string {
  const text = plainCell(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text that begins like a formula gets an apostrophe, by which spreadsheets know a text (OWASP, CSV injection). */
export function plainCell(cell: Cell): string {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = cell ?? "";
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
