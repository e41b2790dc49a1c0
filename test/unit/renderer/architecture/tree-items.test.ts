import { describe, expect, it } from "vitest";
import { findPreset } from "../../../../src-main/common/arch/presets";
import { type TreeItem, treeItems, treeMove } from "../../../../src-renderer/features/architecture/diagram/tree-items";
import { drawn } from "../diagram/testing";

const { parts } = drawn(findPreset("resnet20"), "blocks");
const items = treeItems(parts, { detail: "blocks", toggled: new Set() });
const keys = items.map(({ part }) => part.key);
const at = (key: string) => keys.indexOf(key);

/** Where the key leads from an item, by its key. */
function move(from: string, key: string): string | null {
  const made = treeMove(items, at(from), key);
  if (!made) return null;
  return "to" in made ? (keys[made.to] ?? null) : `toggles ${keys[made.toggle]}`;
}

describe("the tree of a diagram", () => {
  it("has the parts that are drawn, in order, each with its place", () => {
    expect(keys.slice(0, 6)).toEqual(["input", "stem", "stem/conv", "stem/bn", "stem/relu", "stage1"]);
    const block: Partial<TreeItem> = { level: 2, position: 2, siblings: 3, open: false };
    expect(items[at("stage1/block2")]).toMatchObject(block);
    expect(items[at("input")]?.open).toBeUndefined();
  });

  it("keeps a folded group's parts to itself", () => {
    expect(keys).not.toContain("stage1/block2/conv1");
    expect(
      treeItems(parts, { detail: "blocks", toggled: new Set(["stage1/block2"]) }).map(({ part }) => part.key),
    ).toContain("stage1/block2/conv1");
  });

  it("is walked with the arrow keys, as ARIA's pattern has it", () => {
    expect(move("stage1", "ArrowDown")).toBe("stage1/block1");
    expect(move("stage1/block1", "ArrowUp")).toBe("stage1");
    expect(move("stage1", "ArrowRight")).toBe("stage1/block1");
    expect(move("stage1/block1", "ArrowRight")).toBe("toggles stage1/block1");
    expect(move("stage1/block1", "ArrowLeft")).toBe("stage1");
    expect(move("stage1/block3", "ArrowLeft")).toBe("stage1");
    expect(move("stem/relu", "ArrowLeft")).toBe("stem");
    expect(move("stage1", "ArrowLeft")).toBe("toggles stage1");
    expect(move("stage1", "Enter")).toBe("toggles stage1");
    expect(move("stem/conv", "Enter")).toBe("stem/conv");
    expect(move("stage2", "Home")).toBe("input");
    expect(move("input", "ArrowUp")).toBe("input");
    expect(move("stage2", "End")).toBe(keys.at(-1));
    expect(move("stage2", "a")).toBeNull();
  });

  it("begins at the top", () => {
    expect(treeMove(items, -1, "ArrowDown")).toEqual({ to: 0 });
  });
});
