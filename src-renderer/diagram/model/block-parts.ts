/** What each layer of a block does in it: on the branch, in the shortcut, in the gate, at the sum or behind it. */
import type { Group, Leaf } from "./parts";

export interface BlockParts {
  branch: readonly Leaf[];
  /** Squeeze-excitation's layers that make the factors; they are applied on the branch. */
  gate: readonly Leaf[];
  shortcut: readonly Leaf[];
  sum: Leaf | null;
  /** Behind the sum, or behind what replaces it. */
  after: readonly Leaf[];
  /** How the shortcut reaches the block's end; null in a plain network. */
  path: { style: "identity" | "projection"; source: string } | null;
  /** True when the shortcut replaces the branch (`out = shortcut(x)`), which then ends nowhere. */
  broken: boolean;
}

export function blockParts({ key, layers }: Group): BlockParts {
  const within = (leaf: Leaf, place: string) => leaf.key.startsWith(`${key}/${place}/`);
  const shortcut = layers.filter((leaf) => within(leaf, "shortcut"));
  const gate = layers.filter((leaf) => within(leaf, "se") && leaf.node.kind !== "channelScale");
  const sum = layers.find(({ node }) => node.kind === "add") ?? null;
  const main = layers.filter((leaf) => leaf !== sum && !shortcut.includes(leaf) && !gate.includes(leaf));
  const broken = sum === null && layers.some(({ dead }) => dead);
  // Without a sum to part them, what lies behind the last lost layer lies behind the block's end.
  const end = sum ? layers.indexOf(sum) : layers.findLastIndex(({ dead }) => dead);
  const isAfter = (leaf: Leaf) => end >= 0 && layers.indexOf(leaf) > end;
  const merges = sum !== null || broken;
  const branch = main.filter((leaf) => !isAfter(leaf));
  return {
    branch,
    gate,
    shortcut,
    sum,
    after: main.filter(isAfter),
    path: merges
      ? { style: shapeChanges(shortcut) ? "projection" : "identity", source: sourceOf(shortcut, sum, branch) }
      : null,
    broken,
  };
}

const shapeChanges = (shortcut: readonly Leaf[]) =>
  shortcut.some(({ node }) => node.kind === "conv2d" || node.kind === "padShortcut");

/**
 * What the shortcut reads. One without layers that replaces the branch starts behind the last layer of it that isn't lost;
 * "" is the block's input.
 */
function sourceOf([first]: readonly Leaf[], sum: Leaf | null, branch: readonly Leaf[]): string {
  return first?.node.inputs[0] ?? sum?.node.inputs[1] ?? branch.findLast(({ dead }) => !dead)?.key ?? "";
}
