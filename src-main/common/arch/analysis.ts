/** What an architecture costs and what is wrong with it; pure, for the window and the command line alike. */
import { buildLayerGraph } from "./build";
import { diagnose, type Problem } from "./diagnostics";
import type { LayerGraph, LayerKind, LayerNode, Parameter } from "./layer-graph";
import { byAddress, LAYERS } from "./layers";
import { elements } from "./layers/shapes";
import type { ArchSpec, Shape } from "./spec";

export interface LayerRow {
  /** The layer's address. */
  name: string;
  torchName: string | null;
  kind: LayerKind;
  /** Channels first, without the batch. */
  output: Shape;
  /** Trainable parameters. */
  params: number;
  /** Multiply-accumulates of convolutions and linear layers, for one sample. */
  macs: number;
  /** Of the output for one sample, in float32. */
  activationBytes: number;
  inputs: readonly string[];
}

export interface Analysis {
  name: string;
  input: Shape;
  classes: number;
  params: number;
  macs: number;
  layers: LayerRow[];
  problems: Problem[];
}

export function analyse(spec: ArchSpec): Analysis {
  const graph = buildLayerGraph(spec);
  const shapes = inputShapes(graph);
  const layers = graph.nodes.map((node) => layerRow(node, shapes(node)));
  const total = (of: (row: LayerRow) => number) => layers.reduce((sum, row) => sum + of(row), 0);
  return {
    name: spec.name,
    input: spec.input,
    classes: spec.classes,
    params: total((row) => row.params),
    macs: total((row) => row.macs),
    layers,
    problems: diagnose(spec, graph),
  };
}

/** The shapes a node reads, by node. */
export function inputShapes(graph: LayerGraph): (node: LayerNode) => Shape[] {
  const nodes = byAddress(graph.nodes);
  return (node) => node.inputs.map((address) => nodes.get(address)?.output ?? []);
}

/** The arrays a node owns, in torch's state_dict order. */
export function parametersOf<K extends LayerKind>(
  node: Extract<LayerNode, { kind: K }>,
  inputs: readonly Shape[],
): Parameter[] {
  return LAYERS[node.kind as K].parameters?.(node.attributes as never, inputs) ?? [];
}

function layerRow(node: LayerNode, inputs: readonly Shape[]): LayerRow {
  const params = parametersOf(node, inputs)
    .filter((parameter) => parameter.trainable)
    .reduce((sum, parameter) => sum + elements(parameter.shape), 0);
  return {
    name: node.address,
    torchName: node.torchName,
    kind: node.kind,
    output: node.output,
    params,
    macs: macsOf(node, inputs),
    activationBytes: 4 * elements(node.output),
    inputs: node.inputs,
  };
}

function macsOf<K extends LayerKind>(node: Extract<LayerNode, { kind: K }>, inputs: readonly Shape[]): number {
  return LAYERS[node.kind as K].macs?.(node.attributes as never, inputs, node.output) ?? 0;
}
