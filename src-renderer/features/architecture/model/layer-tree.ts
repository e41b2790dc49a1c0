/** The layer table's rows: layers grouped by stage and block, after their addresses. */
import type { LayerRow } from "../../../../src-main/common/arch/analysis";
import type { Shape } from "../../../../src-main/common/arch/spec";

export interface TreeRow {
  /** The layer's or group's address, `stage2/block1`. */
  key: string;
  /** The part of the address that its group doesn't say already. */
  label: string;
  /** 1 at the top. */
  level: number;
  /** Null for a group. */
  layer: LayerRow | null;
  /** Of a group: what its last layer gives. */
  output: Shape;
  params: number;
  macs: number;
  /** Layers in a group; 1 for a layer. */
  layers: number;
  children: readonly TreeRow[];
}

/** How much is open to begin with: stages alone, their blocks, or every layer. */
export const DETAILS = ["stages", "blocks", "layers"] as const;
export type Detail = (typeof DETAILS)[number];

export function layerTree(layers: readonly LayerRow[]): TreeRow[] {
  return grouped(layers, "", 1);
}

function grouped(layers: readonly LayerRow[], prefix: string, level: number): TreeRow[] {
  const rows: TreeRow[] = [];
  let start = 0;
  while (start < layers.length) {
    const first = layers[start] as LayerRow;
    const part = groupPart(first, prefix);
    if (part === null) {
      rows.push(leaf(first, first.name.slice(prefix.length), level));
      start += 1;
      continue;
    }
    const key = prefix + part;
    let end = start + 1;
    while (layers[end]?.name.startsWith(`${key}/`)) end += 1;
    rows.push(group(key, part, level, grouped(layers.slice(start, end), `${key}/`, level + 1)));
    start = end;
  }
  return rows;
}

/** The next part of the address when it names a group: `stem`, `stage2`, `block1`; never `shortcut`. */
function groupPart(layer: LayerRow, prefix: string): string | null {
  const [part, ...rest] = layer.name.slice(prefix.length).split("/");
  if (part === undefined || rest.length === 0) return null;
  return prefix === "" || /^block\d+$/.test(part) ? part : null;
}

function leaf(layer: LayerRow, label: string, level: number): TreeRow {
  const { name: key, output, params, macs } = layer;
  return { key, label, level, layer, output, params, macs, layers: 1, children: [] };
}

function group(key: string, label: string, level: number, children: readonly TreeRow[]): TreeRow {
  const total = (of: (row: TreeRow) => number) => children.reduce((sum, row) => sum + of(row), 0);
  return {
    key,
    label,
    level,
    layer: null,
    output: children.at(-1)?.output ?? [],
    params: total((row) => row.params),
    macs: total((row) => row.macs),
    layers: total((row) => row.layers),
    children,
  };
}

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
