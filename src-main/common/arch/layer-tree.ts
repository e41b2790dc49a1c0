/** Layers grouped by stage and block, after their addresses: the rows of the layer table and of the listing. */
import type { LayerRow } from "./analysis";
import type { Shape } from "./spec";

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
  /** Outputs for one image, in bytes. */
  activationBytes: number;
  keptBytes: number;
  /** Input pixels along one side; of a group: its last layer's. Null where it is the whole image. */
  receptiveField: number | null;
  /** Layers in a group; 1 for a layer. */
  layers: number;
  children: readonly TreeRow[];
}

export function layerTree(layers: readonly LayerRow[]): TreeRow[] {
  return grouped(layers, "", 1);
}

/** The layers without their groups, each with its full address. */
export function layerList(layers: readonly LayerRow[]): TreeRow[] {
  return layers.map((layer) => leaf(layer, layer.name, 1));
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
  const { name: key, output, params, macs, activationBytes, keptBytes, receptiveField } = layer;
  const numbers = { output, params, macs, activationBytes, keptBytes, receptiveField };
  return { key, label, level, layer, ...numbers, layers: 1, children: [] };
}

function group(key: string, label: string, level: number, children: readonly TreeRow[]): TreeRow {
  const total = (of: (row: TreeRow) => number) => children.reduce((sum, row) => sum + of(row), 0);
  const last = children.at(-1);
  return {
    key,
    label,
    level,
    layer: null,
    output: last?.output ?? [],
    params: total((row) => row.params),
    macs: total((row) => row.macs),
    activationBytes: total((row) => row.activationBytes),
    keptBytes: total((row) => row.keptBytes),
    receptiveField: last?.receptiveField ?? null,
    layers: total((row) => row.layers),
    children,
  };
}
