import { computed, ref, shallowRef, watch } from "vue";
import type { Analysis } from "../../../../src-main/common/arch/analysis";
import { type Detail, layerTree, opensAt, type TreeRow, visibleRows } from "../model/layer-tree";

/** Nets with more layers than this open with their blocks closed. */
const MANY_LAYERS = 600;

/** The layer table's state: what is open, what is chosen. Both are kept by address while the architecture changes. */
export function useLayerRows(analysis: () => Analysis) {
  const detail = ref<Detail>(analysis().layers.length > MANY_LAYERS ? "blocks" : "layers");
  /** Groups that stand the other way round than the detail says. */
  const toggled = shallowRef<ReadonlySet<string>>(new Set());
  const chosenKey = ref<string | null>(null);

  const tree = computed(() => layerTree(analysis().layers));
  const isOpen = (row: TreeRow) => opensAt(row, detail.value) !== toggled.value.has(row.key);
  const rows = computed(() => visibleRows(tree.value, isOpen));
  const chosen = computed(() => rows.value.find((row) => row.key === chosenKey.value) ?? null);

  watch(detail, () => {
    toggled.value = new Set();
  });

  function toggle(row: TreeRow): void {
    const next = new Set(toggled.value);
    if (!next.delete(row.key)) next.add(row.key);
    toggled.value = next;
  }

  /** Opens the groups above an address and chooses it. */
  function choose(address: string): void {
    const openAbove = (level: readonly TreeRow[]): void => {
      const above = level.find((row) => address.startsWith(`${row.key}/`));
      if (!above) return;
      if (!isOpen(above)) toggle(above);
      openAbove(above.children);
    };
    openAbove(tree.value);
    chosenKey.value = address;
  }

  return { detail, rows, chosen, chosenKey, isOpen, toggle, choose };
}

export type LayerRows = ReturnType<typeof useLayerRows>;
