import type { LayerAttributes, LayerGraph, LayerKind, LayerNode } from "./layer-graph";
import { outputShape } from "./layers";
import type { Shape } from "./spec";

/** Collects nodes in execution order and infers each one's shape as it is added. */
export class GraphBuilder {
  private readonly nodes: LayerNode[] = [];
  private readonly shapes = new Map<string, Shape>();

  /**
   * @param torchName torchvision's module name, or null
   * @param inputs addresses of nodes added before
   * @returns the address, to be the input of later nodes
   */
  add<K extends LayerKind>(
    address: string,
    torchName: string | null,
    kind: K,
    attributes: LayerAttributes[K],
    inputs: readonly string[],
  ): string {
    if (this.shapes.has(address)) throw new Error(`Two layers have the address ${address}.`);
    const output = outputShape(
      kind,
      attributes,
      inputs.map((input) => this.shapeOf(input)),
    );
    // The pairing of kind and attributes is what K says; TypeScript can't carry it into the union by itself.
    this.nodes.push({ address, torchName, kind, attributes, inputs, output } as LayerNode);
    this.shapes.set(address, output);
    return address;
  }

  shapeOf(address: string): Shape {
    const shape = this.shapes.get(address);
    if (!shape) throw new Error(`No layer has the address ${address}.`);
    return shape;
  }

  channelsOf(address: string): number {
    return this.shapeOf(address)[0] ?? 0;
  }

  finish(output: string): LayerGraph {
    return { nodes: this.nodes, output };
  }
}
