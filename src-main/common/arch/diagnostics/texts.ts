/**
 * What is said of each problem and each repair, in English, with {placeholders}. The window's English catalogue takes
 * them from here; the Korean one has its own.
 */
export const PROBLEM_TEXTS = {
  SHAPE_CLASH: {
    message: "At {address} the branch is {branch} and the shortcut {shortcut}; only equal shapes can be added.",
    fix: "Give both paths the same stride and width, for example with projection shortcuts (B).",
  },
  MAP_COLLAPSED: {
    message: "At {address} the map of a {input} input has shrunk to {output}, less than one pixel.",
    fix: "Use a larger input, fewer stages or smaller strides.",
  },
  GROUPS_NOT_DIVISIBLE: {
    message: "At {address} the width {filters} can't be divided into {groups} groups.",
    fix: "Choose a width that is a multiple of the groups.",
  },
  SHORTCUT_NARROWS: {
    message:
      "At {address} the block narrows to {channels} channels; shortcut A pads with zeros and can't take channels away.",
    fix: "Use shortcut B, which projects, or let the width grow from stage to stage.",
  },
  EXPANSION_UNUSED: {
    message: "The expansion {expansion} has no effect: a basic block has no 1x1 convolution to widen its output.",
    fix: "Set the expansion to 1, or choose bottleneck blocks.",
  },
  GROUPS_UNUSED: {
    message: "Groups {groups} and width per group {widthPerGroup} have no effect: only bottleneck blocks are grouped.",
    fix: "Set them to 1 and 64, or choose bottleneck blocks.",
  },
} as const;
export type ProblemCode = keyof typeof PROBLEM_TEXTS;

export const FIX_TEXTS = {
  useShortcutB: "Use projection shortcuts (B)",
  setGroups: "Set the groups to {groups}",
  resetExpansion: "Set the expansion to 1",
  resetGroups: "Set groups to 1 and width per group to 64",
} as const;
export type FixId = keyof typeof FIX_TEXTS;

export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}
