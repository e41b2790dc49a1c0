import type { LayerAttributes, LayerGraph, LayerKind, LayerNode } from "./layer-graph";
import { outputShape } from "./layers";

/** A node's place in the graph's list, as builders pass it on; addresses are for people and files. */
export type NodeIndex = number;

/** Collects nodes in execution order and infers each one's shape as it is added. */
export class GraphBuilder {
  private readonly nodes: LayerNode[] = [];

  /**
   * @param address unique: which names stand for which layer is the callers' to keep, and a test's to check
   * @param torchName torchvision's module name, or null
   * @param sources the nodes it reads, added before
   */
  add<K extends LayerKind>(
    address: string,
    torchName: string | null,
    kind: K,
    attributes: LayerAttributes[K],
    sources: readonly NodeIndex[],
  ): NodeIndex {
    const inputs = sources.map((source) => this.node(source).address);
    const output = outputShape(
      kind,
      attributes,
      sources.map((source) => this.node(source).output),
    );
    // The pairing of kind and attributes is what K says; TypeScript can't carry it into the union by itself.
    return this.nodes.push({ address, torchName, kind, attributes, inputs, sources, output } as LayerNode) - 1;
  }

  channelsOf(index: NodeIndex): number {
    return this.node(index).output[0] ?? 0;
  }

  finish(output: NodeIndex): LayerGraph {
    return { nodes: this.nodes, output: this.node(output).address };
  }

  private node(index: NodeIndex): LayerNode {
    const node = this.nodes[index];
    if (!node) throw new Error(`The graph has ${this.nodes.length} layers and none has the number ${index}.`);
    return node;
  }
}
