/** A network as the paper's figure 3 has it: a box for each layer that weighs, blocks with their shortcut around them. */

import type { Shape } from "../../../src-main/common/arch/spec";
import { blockParts } from "../../diagram/model/block-parts";
import { type Folding, isOpen } from "../../diagram/model/folding";
import { layerLabel, type Words } from "../../diagram/model/labels";
import { type Group, isGroup, type Leaf, type Part } from "../../diagram/model/parts";
import { isSmall } from "../../diagram/model/small";

export interface FigureRow {
  part: Part;
  lines: readonly string[];
  /** Its output is lost. */
  dead: boolean;
}

/** What stays together: a layer, a folded group, or the layers of a block's branch. */
export interface FigureUnit {
  rows: readonly FigureRow[];
  /** Height and width of the map it gives; both 1 for a vector. */
  size: readonly [height: number, width: number];
  /** The shortcut around it. */
  shortcut: "identity" | "projection" | null;
  /** True when the shortcut replaces the rows instead of being added. */
  broken: boolean;
}

export function figureUnits(parts: readonly Part[], folding: Folding, words: Words): FigureUnit[] {
  return unitsOf(parts, { folding, words }, null);
}

interface Options {
  folding: Folding;
  words: Words;
}

function unitsOf(parts: readonly Part[], options: Options, within: Group["kind"] | null): FigureUnit[] {
  return parts.flatMap((part): FigureUnit[] => {
    if (!isGroup(part)) return isSmall(part.node) ? [] : [unit([layerRow(part, options.words)], part.node.output)];
    const open = isOpen(part, options.folding, within);
    if (part.kind === "block") return [blockUnit(part, open, options.words)];
    return open ? unitsOf(part.children, options, part.kind) : [unit([cardRow(part, options.words)], part.output)];
  });
}

function unit(rows: readonly FigureRow[], output: Shape): FigureUnit {
  return { rows, size: sizeOf(output), shortcut: null, broken: false };
}

/** Norms, activations and what the shortcut is made of are left out, as in the paper; a gate is one row. */
function blockUnit(block: Group, open: boolean, words: Words): FigureUnit {
  const { branch, gate, path, broken } = blockParts(block);
  const rows = branch.flatMap((leaf): FigureRow[] => {
    if (leaf.node.kind === "channelScale") return [{ part: leaf, lines: [gateLabel(gate)], dead: leaf.dead }];
    return isSmall(leaf.node) ? [] : [layerRow(leaf, words)];
  });
  return {
    ...unit(open ? rows : [cardRow(block, words)], block.output),
    shortcut: path?.style ?? null,
    broken,
  };
}

/** "SE, fc 16, fc 256" */
function gateLabel(gate: readonly Leaf[]): string {
  const layers = gate.filter(({ node }) => node.kind === "linear").map(({ node }) => node.output.join("×"));
  return ["SE", ...layers].join(", ");
}

function layerRow(leaf: Leaf, words: Words): FigureRow {
  return { part: leaf, lines: [layerLabel(leaf.node, words)], dead: leaf.dead };
}

function cardRow(group: Group, words: Words): FigureRow {
  const title = words.title(group);
  if (group.kind === "block") return { part: group, lines: [title], dead: blockParts(group).broken };
  if (group.kind === "run") return { part: group, lines: [title, words.like(group)], dead: false };
  const blocks = group.blocks > 0 ? words.blocks(group.blocks) : words.params(group.params);
  return { part: group, lines: [title, blocks], dead: false };
}

function sizeOf([, height = 1, width = 1]: Shape): readonly [number, number] {
  return [height, width];
}
