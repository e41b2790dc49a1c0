/** What can't work, or won't do what its author means: one small check each, all run over the same graph. */
import type { LayerGraph, LayerNode } from "../layer-graph";
import { byAddress } from "../layers";
import type { ArchSpec } from "../spec";
import { type Problem, problem, repair } from "./problem";

export type { Fix, Problem } from "./problem";
export type { FixId, ProblemCode } from "./texts";

type Check = (spec: ArchSpec, graph: LayerGraph) => Problem[];

const CHECKS: readonly Check[] = [collapsedMaps, clashingSums, indivisibleGroups, narrowingShortcuts, unusedFields];

export function diagnose(spec: ArchSpec, graph: LayerGraph): Problem[] {
  return CHECKS.flatMap((check) => check(spec, graph));
}

/** Only the first layer that collapses: all after it follow from it. */
function collapsedMaps(spec: ArchSpec, graph: LayerGraph): Problem[] {
  const node = graph.nodes.find(({ output }) => output.some((size) => size < 1));
  if (!node) return [];
  const values = { input: spec.input.join("x"), output: node.output.join("x") };
  return [problem("MAP_COLLAPSED", "error", node.address, values)];
}

function clashingSums(spec: ArchSpec, graph: LayerGraph): Problem[] {
  const nodes = byAddress(graph.nodes);
  return graph.nodes.flatMap((node) => {
    if (node.kind !== "add") return [];
    const [branch = "", shortcut = ""] = node.inputs.map((address) => nodes.get(address)?.output.join("x"));
    if (branch === shortcut) return [];
    return [problem("SHAPE_CLASH", "error", node.address, { branch, shortcut }, projecting(spec))];
  });
}

function projecting(spec: ArchSpec) {
  return spec.family === "residual" ? [repair("useShortcutB", { ...spec, shortcut: "B" })] : [];
}

function indivisibleGroups(spec: ArchSpec, graph: LayerGraph): Problem[] {
  const nodes = byAddress(graph.nodes);
  const node = graph.nodes.find((candidate) => {
    if (candidate.kind !== "conv2d") return false;
    const channels = nodes.get(candidate.inputs[0] ?? "")?.output[0] ?? 0;
    return (
      channels % candidate.attributes.groups !== 0 || candidate.attributes.filters % candidate.attributes.groups !== 0
    );
  });
  if (node?.kind !== "conv2d") return [];
  const { filters, groups } = node.attributes;
  const fixes = spec.family === "residual" ? [repair("setGroups", { ...spec, groups: 1 }, { groups: 1 })] : [];
  return [problem("GROUPS_NOT_DIVISIBLE", "error", node.address, { filters, groups }, fixes)];
}

/** Shortcut A can only append channels. */
function narrowingShortcuts(spec: ArchSpec, graph: LayerGraph): Problem[] {
  const nodes = byAddress(graph.nodes);
  const narrows = (node: LayerNode) =>
    node.kind === "padShortcut" && (nodes.get(node.inputs[0] ?? "")?.output[0] ?? 0) > node.attributes.channels;
  const node = graph.nodes.find(narrows);
  if (!node) return [];
  return [problem("SHORTCUT_NARROWS", "error", node.address, { channels: node.output[0] ?? 0 }, projecting(spec))];
}

/** Fields that a basic block has no use for. */
function unusedFields(spec: ArchSpec): Problem[] {
  if (spec.family !== "residual" || spec.block !== "basic") return [];
  const unused: Problem[] = [];
  const { expansion, groups, widthPerGroup } = spec;
  if (expansion !== 1) {
    const fixes = [repair("resetExpansion", { ...spec, expansion: 1 })];
    unused.push(problem("EXPANSION_UNUSED", "warning", null, { expansion }, fixes));
  }
  if (groups !== 1 || widthPerGroup !== 64) {
    const fixes = [repair("resetGroups", { ...spec, groups: 1, widthPerGroup: 64 })];
    unused.push(problem("GROUPS_UNUSED", "warning", null, { groups, widthPerGroup }, fixes));
  }
  return unused;
}
