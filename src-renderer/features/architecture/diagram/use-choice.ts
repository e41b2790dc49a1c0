import { computed, watch } from "vue";
import { isGroup } from "../../../diagram/model/parts";
import type { LayerRows } from "../layers/use-layer-rows";
import type { Diagram } from "./use-diagram";
import type { Viewport } from "./use-viewport";

/** What is chosen and pointed at, shared with the table; and folding, which keeps its place on the screen. */
export function useChoice(state: LayerRows, diagram: Diagram, viewport: Viewport) {
  const { chosenKey, hoveredKey } = state;
  const { items, boxOf, addressOf } = diagram;

  const indexOf = (key: string) => items.value.findIndex(({ part }) => part.key === key);
  /** Index in the tree of what is chosen; of a layer that is folded away, that of its group. */
  const active = computed(() => {
    const home = chosenKey.value === null ? null : boxOf(chosenKey.value);
    if (!home) return -1;
    const index = indexOf(home.key);
    return index >= 0 ? index : indexOf(home.key.split("/").slice(0, -1).join("/"));
  });

  function choose(key: string): void {
    state.choose(addressOf(key));
  }

  function fold(key: string): void {
    const before = boxOf(key);
    // A choice that would be folded away goes over to the group.
    if (chosenKey.value?.startsWith(`${key}/`)) choose(key);
    diagram.toggle(key);
    const after = boxOf(key);
    if (!before || !after) return;
    const { scale } = viewport.view.value;
    viewport.moveBy({ x: (before.x - after.x) * scale, y: (before.y - after.y) * scale });
  }

  function show(address: string | null): void {
    if (address === null) return;
    const shown = boxOf(address);
    // What is chosen elsewhere is unfolded here; what is chosen here stands for itself.
    if (shown && shown.key !== address && addressOf(shown.key) !== address) diagram.reveal(address);
    const box = boxOf(address);
    if (box) viewport.reveal(box);
  }
  watch(chosenKey, show);
  // It may have been chosen in the table; the pane has no size before.
  watch(viewport.size, () => show(chosenKey.value), { once: true });

  const keyAt = (event: Event) => (event.target as Element).closest<SVGElement>("[data-key]");
  return {
    active,
    choose,
    fold,
    /** As in the table: a click on a group's arrow folds it, as does one on a group that is chosen already. */
    onClick(event: MouseEvent): void {
      const target = keyAt(event);
      const key = target?.dataset["key"];
      if (key === undefined) return;
      const index = indexOf(key);
      const part = items.value[index]?.part;
      const folds = target?.dataset["fold"] !== undefined || index === active.value;
      if (part && isGroup(part) && folds) fold(key);
      else choose(key);
    },
    onPointerover(event: PointerEvent): void {
      const key = keyAt(event)?.dataset["key"];
      hoveredKey.value = key === undefined ? null : addressOf(key);
    },
    onPointerleave(): void {
      hoveredKey.value = null;
    },
  };
}
