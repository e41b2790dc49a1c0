import type { LayerAttributes, LayerGraph, LayerKind, LayerNode } from "./layer-graph";
import { outputShape } from "./layers";
import type { Shape } from "./spec";

/** Collects nodes in execution order and infers each one's shape as it is added. */
export class GraphBuilder {
  private readonly nodes: LayerNode[] = [];
  /** Places in `nodes` by address. */
  private readonly places = new Map<string, number>();

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
    if (this.places.has(address)) throw new Error(`Two layers have the address ${address}.`);
    const sources = inputs.map((input) => this.placeOf(input));
    const output = outputShape(
      kind,
      attributes,
      sources.map((source) => this.outputOf(source)),
    );
    this.places.set(address, this.nodes.length);
    // The pairing of kind and attributes is what K says; TypeScript can't carry it into the union by itself.
    this.nodes.push({ address, torchName, kind, attributes, inputs, sources, output } as LayerNode);
    return address;
  }

  shapeOf(address: string): Shape {
    return this.outputOf(this.placeOf(address));
  }

  channelsOf(address: string): number {
    return this.shapeOf(address)[0] ?? 0;
  }

  finish(output: string): LayerGraph {
    return { nodes: this.nodes, output };
  }

  private placeOf(address: string): number {
    const place = this.places.get(address);
    if (place === undefined) throw new Error(`No layer has the address ${address}.`);
    return place;
  }

  private outputOf(place: number): Shape {
    return this.nodes[place]?.output ?? [];
  }
}
