import { computed, ref, shallowRef, watch } from "vue";
import type { Analysis } from "../../../../src-main/common/arch/analysis";
import { layerList, layerTree, type TreeRow } from "../../../../src-main/common/arch/layer-tree";
import { useText } from "../../../locales/use-text";
import { type NumericColumn, nextSort, type Reference, type Sort, sortedRows } from "../model/layer-columns";
import { filteredLayers, isActive, type LayerFilter, NO_FILTER } from "../model/layer-filter";
import { type Detail, findRow, opensAt, rowsByKey, visibleRows } from "../model/visible-rows";
import { useBaseline } from "../totals/use-baseline";

/** Nets with more layers than this open with their blocks closed. */
const MANY_LAYERS = 600;

/** The layer table's state: what is open, chosen, looked for and sorted, by address while the architecture changes. */
export function useLayerRows(analysis: () => Analysis) {
  const { t } = useText();
  const baseline = useBaseline();
  const detail = ref<Detail>(analysis().layers.length > MANY_LAYERS ? "blocks" : "layers");
  const chosenKey = ref<string | null>(null);
  /** What the pointer is at, in the table or in the diagram. */
  const hoveredKey = ref<string | null>(null);
  const filter = shallowRef<LayerFilter>(NO_FILTER);
  const sort = shallowRef<Sort | null>(null);
  const filtering = computed(() => isActive(filter.value));
  /** Groups that stand the other way round than the detail says, and than a search, which opens all. */
  const toggled = {
    browsing: shallowRef<ReadonlySet<string>>(new Set()),
    searching: shallowRef<ReadonlySet<string>>(new Set()),
  };
  const current = () => (filtering.value ? toggled.searching : toggled.browsing);

  const found = (of: Analysis) => filteredLayers(of.layers, filter.value, (kind) => t(`layers.kinds.${kind}`));
  const layers = computed(() => found(analysis()));
  /** The baseline's rows, narrowed to the same layers: a group then is the sum of what was found on both sides. */
  const before = computed(() => {
    const analysed = baseline.analysis.value;
    return filtering.value && analysed ? rowsByKey(layerTree(found(analysed))) : baseline.rows.value;
  });
  const tree = computed(() => layerTree(layers.value));
  const whole = computed(() => (filtering.value ? layerTree(analysis().layers) : tree.value));
  const reference = computed((): Reference => {
    const { params, macs } = analysis();
    return { params, macs, baseline: before.value };
  });

  const isOpen = (row: TreeRow) =>
    opensAt(row, filtering.value ? "layers" : detail.value) !== current().value.has(row.key);
  const rows = computed(() =>
    sort.value ? sortedRows(layerList(layers.value), sort.value, reference.value) : visibleRows(tree.value, isOpen),
  );
  /** Also when it isn't on show. */
  const chosen = computed(() => (chosenKey.value === null ? null : findRow(whole.value, chosenKey.value)));

  watch(detail, () => {
    toggled.browsing.value = new Set();
    sort.value = null;
  });
  watch(filter, () => {
    toggled.searching.value = new Set();
  });

  function toggle(row: TreeRow): void {
    const now = current();
    const next = new Set(now.value);
    if (!next.delete(row.key)) next.add(row.key);
    now.value = next;
  }

  /** Chooses an address and brings it on show: opens the groups above it, and takes a filter away that hides it. */
  function choose(address: string): void {
    if (!findRow(tree.value, address)) filter.value = NO_FILTER;
    const openAbove = (level: readonly TreeRow[]): void => {
      const above = level.find((row) => address.startsWith(`${row.key}/`));
      if (!above) return;
      if (!isOpen(above)) toggle(above);
      openAbove(above.children);
    };
    openAbove(tree.value);
    chosenKey.value = address;
  }

  return {
    detail,
    filter,
    filtering,
    sort,
    /** Layers that the filter lets through. */
    layers,
    rows,
    reference,
    chosen,
    chosenKey,
    hoveredKey,
    isOpen,
    toggle,
    choose,
    sortBy(column: NumericColumn): void {
      sort.value = nextSort(sort.value, column);
    },
  };
}

export type LayerRows = ReturnType<typeof useLayerRows>;
