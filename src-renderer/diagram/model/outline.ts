/** A network as its diagram groups it: stem, stages with blocks, head; blocks that repeat can be one group. */
import type { Analysis } from "../../../src-main/common/arch/analysis";
import type { LayerGraph } from "../../../src-main/common/arch/layer-graph";
import { blockSignature } from "./block-signature";
import { type Group, type GroupKind, isGroup, type Leaf, type Part } from "./parts";

/** @param runs whether equal blocks in a row are grouped behind the first of them */
export function outlineOf(graph: LayerGraph, analysis: Analysis, runs: boolean): Part[] {
  const live = liveAddresses(graph);
  const leaves = graph.nodes.map((node, i): Leaf => {
    const { params = 0, macs = 0 } = analysis.layers[i] ?? {};
    return { kind: "layer", key: node.address, node, params, macs, dead: !live.has(node.address) };
  });
  const parts: Part[] = [];
  for (const [key, members] of inRow(leaves, ({ key }) => key.split("/").length > 1 && (key.split("/")[0] ?? ""))) {
    if (key === false) parts.push(...members);
    else parts.push(key.startsWith("stage") ? stageOf(key, members, runs) : groupOf(topKind(key), key, members));
  }
  return parts;
}

function topKind(key: string): GroupKind {
  return key === "stem" ? "stem" : "head";
}

function stageOf(key: string, leaves: readonly Leaf[], runs: boolean): Group {
  const children: Part[] = [];
  for (const [block, members] of inRow(leaves, (leaf) => /^[^/]+\/block\d+(?=\/)/.exec(leaf.key)?.[0] ?? false)) {
    if (block === false) children.push(...members);
    else children.push(groupOf("block", block, members));
  }
  return groupOf("stage", key, runs ? withRuns(children) : children);
}

/** The first of equal blocks stays as it is, since it shows what the others are. */
function withRuns(children: readonly Part[]): Part[] {
  const signature = (part: Part) => isGroup(part) && blockSignature(part.key, part.layers);
  return inRow(children, signature).flatMap(([kind, [first, ...rest]]) => {
    if (!first) return [];
    if (kind === false || rest.length === 0) return [first, ...rest];
    const last = rest.at(-1)?.key.split("/").at(-1) ?? "";
    return [first, groupOf("run", `${rest[0]?.key ?? ""}…${last}`, rest)];
  });
}

function groupOf(kind: GroupKind, key: string, children: readonly Part[]): Group {
  const layers = children.flatMap((part) => (isGroup(part) ? part.layers : [part]));
  return {
    kind,
    key,
    children,
    output: layers.at(-1)?.node.output ?? [],
    params: children.reduce((sum, { params }) => sum + params, 0),
    macs: children.reduce((sum, { macs }) => sum + macs, 0),
    layers,
    blocks: kind === "block" ? 1 : children.reduce((sum, part) => sum + (isGroup(part) ? part.blocks : 0), 0),
  };
}

/** Neighbours with the same key, in order; those whose key is false stay together too. */
function inRow<T>(items: readonly T[], keyOf: (item: T) => string | false): [string | false, T[]][] {
  const rows: [string | false, T[]][] = [];
  for (const item of items) {
    const key = keyOf(item);
    const last = rows.at(-1);
    if (last && last[0] === key) last[1].push(item);
    else rows.push([key, [item]]);
  }
  return rows;
}

/** Addresses that the network's output depends on. */
function liveAddresses({ nodes, output }: LayerGraph): ReadonlySet<string> {
  const live = new Set([output]);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (node && live.has(node.address)) for (const input of node.inputs) live.add(input);
  }
  return live;
}
