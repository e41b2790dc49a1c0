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

/** @param kindName the kind in the reader's words, which are searched as well as its own name */
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
    const searched = [name, torchName, kind, names.get(kind)].join("\n").toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** The kinds that occur, in the order in which they first do. */
export function kindsIn(layers: readonly LayerRow[]): LayerKind[] {
  return [...new Set(layers.map(({ kind }) => kind))];
}
