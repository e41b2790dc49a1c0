/** What can't work, or won't do what its author means: one small check each, all run over the same graph. */
import type { LayerGraph, LayerNode } from "./layer-graph";
import { byAddress } from "./layers";
import type { ArchSpec } from "./spec";

export type ProblemCode =
  | "SHAPE_CLASH"
  | "MAP_COLLAPSED"
  | "GROUPS_NOT_DIVISIBLE"
  | "SHORTCUT_NARROWS"
  | "EXPANSION_UNUSED"
  | "GROUPS_UNUSED";

export interface Problem {
  code: ProblemCode;
  /** An `error` keeps the network from training. */
  severity: "error" | "warning";
  /** The layer it shows at; null when it concerns the whole spec. */
  address: string | null;
  message: string;
  /** What to do. */
  fix: string;
}

type Check = (spec: ArchSpec, graph: LayerGraph) => Problem[];

const CHECKS: readonly Check[] = [collapsedMaps, clashingSums, indivisibleGroups, narrowingShortcuts, unusedFields];

export function diagnose(spec: ArchSpec, graph: LayerGraph): Problem[] {
  return CHECKS.flatMap((check) => check(spec, graph));
}

/** Only the first layer that collapses: all after it follow from it. */
function collapsedMaps(spec: ArchSpec, graph: LayerGraph): Problem[] {
  const node = graph.nodes.find(({ output }) => output.some((size) => size < 1));
  if (!node) return [];
  return [
    {
      code: "MAP_COLLAPSED",
      severity: "error",
      address: node.address,
      message: `At ${node.address} the map of a ${spec.input.join("x")} input has shrunk to ${node.output.join("x")}, less than one pixel.`,
      fix: "Use a larger input, fewer stages or smaller strides.",
    },
  ];
}

function clashingSums(_: ArchSpec, graph: LayerGraph): Problem[] {
  const nodes = byAddress(graph.nodes);
  return graph.nodes.flatMap((node) => {
    if (node.kind !== "add") return [];
    const [branch, shortcut] = node.inputs.map((address) => nodes.get(address)?.output.join("x"));
    if (branch === shortcut) return [];
    return [
      {
        code: "SHAPE_CLASH",
        severity: "error",
        address: node.address,
        message: `At ${node.address} the branch is ${branch} and the shortcut ${shortcut}; only equal shapes can be added.`,
        fix: "Give both paths the same stride and width, for example with projection shortcuts (B).",
      },
    ];
  });
}

function indivisibleGroups(_: ArchSpec, graph: LayerGraph): Problem[] {
  const nodes = byAddress(graph.nodes);
  const node = graph.nodes.find((candidate) => {
    if (candidate.kind !== "conv2d") return false;
    const channels = nodes.get(candidate.inputs[0] ?? "")?.output[0] ?? 0;
    return (
      channels % candidate.attributes.groups !== 0 || candidate.attributes.filters % candidate.attributes.groups !== 0
    );
  });
  if (node?.kind !== "conv2d") return [];
  return [
    {
      code: "GROUPS_NOT_DIVISIBLE",
      severity: "error",
      address: node.address,
      message: `At ${node.address} the width ${node.attributes.filters} can't be divided into ${node.attributes.groups} groups.`,
      fix: "Choose a width that is a multiple of the groups.",
    },
  ];
}

/** Shortcut A can only append channels. */
function narrowingShortcuts(_: ArchSpec, graph: LayerGraph): Problem[] {
  const nodes = byAddress(graph.nodes);
  const narrows = (node: LayerNode) =>
    node.kind === "padShortcut" && (nodes.get(node.inputs[0] ?? "")?.output[0] ?? 0) > node.attributes.channels;
  const node = graph.nodes.find(narrows);
  if (!node) return [];
  return [
    {
      code: "SHORTCUT_NARROWS",
      severity: "error",
      address: node.address,
      message: `At ${node.address} the block narrows to ${node.output[0]} channels; shortcut A pads with zeros and can't take channels away.`,
      fix: "Use shortcut B, which projects, or let the width grow from stage to stage.",
    },
  ];
}

/** Fields that a basic block has no use for. */
function unusedFields(spec: ArchSpec): Problem[] {
  if (spec.family !== "residual" || spec.block !== "basic") return [];
  const unused: Problem[] = [];
  if (spec.expansion !== 1) {
    unused.push({
      code: "EXPANSION_UNUSED",
      severity: "warning",
      address: null,
      message: `The expansion ${spec.expansion} has no effect: a basic block has no 1x1 convolution to widen its output.`,
      fix: "Set the expansion to 1, or choose bottleneck blocks.",
    });
  }
  if (spec.groups !== 1 || spec.widthPerGroup !== 64) {
    unused.push({
      code: "GROUPS_UNUSED",
      severity: "warning",
      address: null,
      message: `Groups ${spec.groups} and width per group ${spec.widthPerGroup} have no effect: only bottleneck blocks are grouped.`,
      fix: "Set them to 1 and 64, or choose bottleneck blocks.",
    });
  }
  return unused;
}
