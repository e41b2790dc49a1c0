/** A diagram's parts as a tree for the keyboard and for readers of the screen; folded groups keep theirs to themselves. */
import { type Folding, isOpen } from "../../../diagram/model/folding";
import { type Group, isGroup, type Part } from "../../../diagram/model/parts";

export interface TreeItem {
  part: Part;
  /** 1 at the top. */
  level: number;
  /** Undefined for layers, which have nothing to open. */
  open: boolean | undefined;
  /** Among the parts of the same group, from 1. */
  position: number;
  siblings: number;
}

export function treeItems(parts: readonly Part[], folding: Folding): TreeItem[] {
  return itemsAt(parts, folding, 1, null);
}

function itemsAt(parts: readonly Part[], folding: Folding, level: number, within: Group["kind"] | null): TreeItem[] {
  return parts.flatMap((part, i) => {
    const open = isGroup(part) ? isOpen(part, folding, within) : undefined;
    const item: TreeItem = { part, level, open, position: i + 1, siblings: parts.length };
    return isGroup(part) && open ? [item, ...itemsAt(part.children, folding, level + 1, part.kind)] : [item];
  });
}

/** Where an arrow key leads: another item, or a group that opens or closes. Null for other keys. */
export function treeMove(
  items: readonly TreeItem[],
  at: number,
  key: string,
): { to: number } | { toggle: number } | null {
  const last = items.length - 1;
  const to = (index: number) => ({ to: Math.min(last, Math.max(0, index)) });
  const item = items[at];
  switch (key) {
    case "ArrowDown":
      return to(at + 1);
    case "ArrowUp":
      return to(at - 1);
    case "Home":
      return to(0);
    case "End":
      return to(last);
    case "ArrowRight":
      if (item?.open === undefined) return to(at);
      return item.open ? to(at + 1) : { toggle: at };
    case "ArrowLeft":
      return item?.open ? { toggle: at } : to(parentOf(items, at));
    case "Enter":
    case " ":
      return item?.open === undefined ? to(at) : { toggle: at };
    default:
      return null;
  }
}

function parentOf(items: readonly TreeItem[], at: number): number {
  const level = items[at]?.level ?? 1;
  const parent = items.slice(0, Math.max(0, at)).findLastIndex((item) => item.level < level);
  return parent < 0 ? at : parent;
}
