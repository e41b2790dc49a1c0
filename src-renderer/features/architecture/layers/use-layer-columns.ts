import { computed, type Ref, shallowRef } from "vue";
import { readStored, writeStored } from "../../../ui/storage";
import { COLUMNS, type Column, columnsSchema, DEFAULT_COLUMNS, DIFFERENCES } from "../model/layer-columns";

/** Pixels, from the widest value that occurs: 13 digits of MACs, 64×112×112. */
const WIDTHS: Readonly<Record<Column, number>> = {
  kind: 88,
  output: 90,
  params: 88,
  paramsDifference: 76,
  macs: 102,
  macsDifference: 76,
  activation: 70,
  kept: 70,
  field: 46,
  share: 54,
};
/** A block's layers by their labels, three levels in. */
const LAYER_WIDTH = 150;

/** The chosen columns, remembered; those that compare are there while a baseline is pinned. */
export function useLayerColumns(hasBaseline: Ref<boolean>) {
  const chosen = shallowRef<readonly Column[]>(readStored("layers.columns", columnsSchema, [...DEFAULT_COLUMNS]));
  const available = computed(() => COLUMNS.filter((column) => hasBaseline.value || !DIFFERENCES.has(column)));
  const shown = computed(() => available.value.filter((column) => chosen.value.includes(column)));

  return {
    available,
    shown,
    /** Below this the table scrolls sideways. */
    minWidth: computed(() => shown.value.reduce((sum, column) => sum + WIDTHS[column], LAYER_WIDTH)),
    widthOf: (column: Column) => WIDTHS[column],
    toggle(column: Column): void {
      const next = chosen.value.includes(column)
        ? chosen.value.filter((other) => other !== column)
        : [...chosen.value, column];
      chosen.value = next;
      writeStored("layers.columns", next);
    },
  };
}

export type LayerColumns = ReturnType<typeof useLayerColumns>;
