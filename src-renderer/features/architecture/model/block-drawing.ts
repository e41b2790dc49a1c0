/** One block of a network, taken from its layer graph, as what has to be drawn: branch, shortcut and where they meet. */

import { designOf } from "../../../../src-main/common/arch/block-design";
import { buildLayerGraph } from "../../../../src-main/common/arch/build";
import type { LayerNode } from "../../../../src-main/common/arch/layer-graph";
import type { ResidualSpec, Shape } from "../../../../src-main/common/arch/spec";

/** Layers that stand in one box: a norm with the activation behind it, all of squeeze-excitation, else one alone. */
export type DrawnBox = readonly LayerNode[];

export interface BlockDrawing {
  /** `stage2/block1`. */
  address: string;
  input: Shape;
  output: Shape;
  branch: readonly DrawnBox[];
  /** Boxes of the branch that stand above the place where the shortcut leaves. */
  leavesAfter: number;
  /** Null in a plain network; empty for the identity. */
  shortcut: readonly DrawnBox[] | null;
  /** `replace`: the branch ends in nothing. */
  merge: "add" | "replace" | "none";
  /** Behind the sum. */
  after: readonly DrawnBox[];
}

/** A block whose input and output are alike, and one that changes the shape; null where the network has none such. */
export interface BlockDrawings {
  inner: BlockDrawing | null;
  change: BlockDrawing | null;
}

/** Blocks repeat themselves: two of a stage show all there is. */
export function blockDrawings(spec: ResidualSpec): BlockDrawings {
  const few = { ...spec, stages: spec.stages.map((stage) => ({ ...stage, blocks: Math.min(2, stage.blocks) })) };
  const { nodes } = buildLayerGraph(few);
  const blocks = few.stages.flatMap(({ blocks }, s) =>
    Array.from({ length: blocks }, (_, b) => drawBlock(few, nodes, `stage${s + 1}/block${b + 1}`)),
  );
  const keeps = ({ input, output }: BlockDrawing) => input.join() === output.join();
  const inStageOne = ({ address }: BlockDrawing) => address.startsWith("stage1/");
  const changing = blocks.filter((block) => !keeps(block));
  return {
    // The second block of a stage, since the first may lack a norm that the stem has given.
    inner: blocks.find((block) => keeps(block) && block.address.endsWith("2")) ?? blocks.find(keeps) ?? null,
    // A later stage's, which halves the map too.
    change: changing.find((block) => !inStageOne(block)) ?? changing[0] ?? null,
  };
}

function drawBlock(spec: ResidualSpec, nodes: readonly LayerNode[], address: string): BlockDrawing {
  const own = nodes.filter((node) => node.address.startsWith(`${address}/`));
  const isShortcut = (node: LayerNode) => node.address.startsWith(`${address}/shortcut/`);
  const last = own.at(-1);
  const after = spec.activationOrder === "post" && last ? [last] : [];
  const shortcut = own.filter(isShortcut);
  const branch = own.filter((node) => !isShortcut(node) && node.kind !== "add" && !after.includes(node));
  const inputAddress = own[0]?.inputs[0];
  const source = shortcut[0]?.inputs[0] ?? own.find((node) => node.kind === "add")?.inputs[1] ?? inputAddress;
  const branchBoxes = boxed(branch);
  return {
    address,
    input: nodes.find((node) => node.address === inputAddress)?.output ?? [],
    output: last?.output ?? [],
    branch: branchBoxes,
    leavesAfter: branchBoxes.findIndex((box) => box.some((node) => node.address === source)) + 1,
    shortcut: spec.shortcut === "none" ? null : boxed(shortcut),
    merge: spec.shortcut === "none" ? "none" : designOf(spec).merge,
    after: boxed(after),
  };
}

function boxed(nodes: readonly LayerNode[]): DrawnBox[] {
  const boxes: LayerNode[][] = [];
  for (const node of nodes) {
    const open = boxes.at(-1);
    if (open && belongTogether(open, node)) open.push(node);
    else boxes.push([node]);
  }
  return boxes;
}

const NORMS: ReadonlySet<string> = new Set(["batchNorm", "groupNorm"]);
const ACTIVATIONS: ReadonlySet<string> = new Set(["relu", "silu", "gelu"]);

function belongTogether(box: DrawnBox, node: LayerNode): boolean {
  const isGate = ({ address }: LayerNode) => address.includes("/se/");
  const last = box.at(-1);
  if (!last) return false;
  if (isGate(node) || isGate(last)) return isGate(node) && isGate(last);
  return NORMS.has(last.kind) && ACTIVATIONS.has(node.kind);
}
