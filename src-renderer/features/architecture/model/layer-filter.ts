/** Which layers the table is narrowed to. */
import type { LayerRow } from "../../../../src-main/common/arch/analysis";
import type { LayerKind } from "../../../../src-main/common/arch/layer-graph";

export interface LayerFilter {
  /** Words that all have to occur in the address, torchvision's name or the kind. */
  text: string;
  /** None means all. */
  kinds: ReadonlySet<LayerKind>;
}

export const NO_FILTER: LayerFilter = { text: "", kinds: new Set() };

export function isActive({ text, kinds }: LayerFilter): boolean {
  return text.trim() !== "" || kinds.size > 0;
}

/** @param kindName the kind in the reader's words; its own name has to be typed in full */
export function filteredLayers(
  layers: readonly LayerRow[],
  filter: LayerFilter,
  kindName: (kind: LayerKind) => string,
): readonly LayerRow[] {
  if (!isActive(filter)) return layers;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const names = new Map(kindsIn(layers).map((kind) => [kind, kindName(kind)]));
  return layers.filter(({ name, torchName, kind }) => {
    if (filter.kinds.size > 0 && !filter.kinds.has(kind)) return false;
    const searched = [name, torchName, names.get(kind)].join("\n").toLowerCase();
    // "conv2" is a layer of a block, and not half of conv2d.
    return words.every((word) => searched.includes(word) || word === kind.toLowerCase());
  });
}

/** The kinds that occur, in the order in which they first do. */
export function kindsIn(layers: readonly LayerRow[]): LayerKind[] {
  return [...new Set(layers.map(({ kind }) => kind))];
}
