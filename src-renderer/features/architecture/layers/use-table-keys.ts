import type { ComputedRef } from "vue";
import type { TreeRow } from "../../../../src-main/common/arch/layer-tree";
import type { LayerRows } from "./use-layer-rows";

export interface TableKeys {
  state: LayerRows;
  /** Place of the chosen row among those on show; -1 without one. */
  chosenIndex: ComputedRef<number>;
  /** Rows that fit. */
  page: ComputedRef<number>;
  copy: (row: TreeRow) => void;
}

/** Keys while the table has the focus: moves, left and right as in a tree, Enter folds, Ctrl+C copies the row. */
export function useTableKeys({ state, chosenIndex, page, copy }: TableKeys) {
  const rows = state.rows;

  function chooseAt(index: number): void {
    const row = rows.value[Math.min(rows.value.length - 1, Math.max(0, index))];
    if (row) state.chosenKey.value = row.key;
  }

  /** Left closes an open group or goes up to the parent; right opens a closed one or goes down into it. */
  function sideways(row: TreeRow | undefined, open: boolean): void {
    if (!row) return;
    if (row.layer === null && state.isOpen(row) !== open) state.toggle(row);
    else if (open) chooseAt(chosenIndex.value + (row.layer === null ? 1 : 0));
    else state.chosenKey.value = parentKey(row) ?? row.key;
  }

  function parentKey(row: TreeRow): string | undefined {
    return rows.value.findLast((above) => above.layer === null && row.key.startsWith(`${above.key}/`))?.key;
  }

  return function onKey(event: KeyboardEvent): void {
    // Column heads are buttons within the table and have their own Enter.
    if (event.target !== event.currentTarget || event.altKey) return;
    const at = chosenIndex.value;
    const row = rows.value[at];
    if (event.ctrlKey || event.metaKey) {
      // Text that was marked with the mouse is what is meant.
      if (event.key.toLowerCase() !== "c" || !row || !document.getSelection()?.isCollapsed) return;
      event.preventDefault();
      copy(row);
      return;
    }
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => chooseAt(at + 1),
      ArrowUp: () => chooseAt(at < 0 ? 0 : at - 1),
      PageDown: () => chooseAt(at + page.value),
      PageUp: () => chooseAt(at - page.value),
      Home: () => chooseAt(0),
      End: () => chooseAt(rows.value.length - 1),
      ArrowRight: () => sideways(row, true),
      ArrowLeft: () => sideways(row, false),
      Enter: () => row?.layer === null && state.toggle(row),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
}
