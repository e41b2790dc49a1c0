/** What an architecture costs and what is wrong with it; pure, for the window and the command line alike. */
import { buildLayerGraph } from "./build";
import { depthOf } from "./depth";
import { diagnose, type Problem } from "./diagnostics";
import type { LayerGraph, LayerKind, LayerNode, Parameter } from "./layer-graph";
import { LAYERS } from "./layers";
import { elements } from "./layers/shapes";
import { memoryOf } from "./memory";
import { receptiveFields } from "./receptive-field";
import type { ArchSpec, Shape } from "./spec";
import { type Work, workOf } from "./work";

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
  /** What training keeps of it until the backward pass, dropout's masks included. */
  keptBytes: number;
  /** Input pixels along one side that a value depends on; null where it is the whole image. */
  receptiveField: number | null;
  inputs: readonly string[];
}

export interface Analysis {
  name: string;
  input: Shape;
  classes: number;
  params: number;
  macs: number;
  /** Values that the network keeps without training them: running statistics. Torch calls them buffers. */
  buffers: number;
  /** Weighted layers along the main path, as the papers count them. */
  depth: number;
  /** Largest sum of outputs (and gradients) alive at once for one sample, in bytes of float32, weights left out. */
  memory: { inference: number; training: number };
  /** What a training step does, for `predictStepTime`. */
  work: Work;
  layers: LayerRow[];
  problems: Problem[];
}

export function analyse(spec: ArchSpec): Analysis {
  const graph = buildLayerGraph(spec);
  const shapes = inputShapes(graph);
  const memory = memoryOf(graph);
  const fields = receptiveFields(graph);
  let buffers = 0;
  const layers = graph.nodes.map((node, i): LayerRow => {
    const inputs = shapes(node);
    let params = 0;
    for (const { shape, trainable } of parametersOf(node, inputs)) {
      if (trainable) params += elements(shape);
      else buffers += elements(shape);
    }
    const field = fields[i]?.size ?? 1;
    return {
      name: node.address,
      torchName: node.torchName,
      kind: node.kind,
      output: node.output,
      params,
      macs: macsOf(node, inputs),
      activationBytes: memory.layers[i]?.activation ?? 0,
      keptBytes: memory.layers[i]?.kept ?? 0,
      receptiveField: Number.isFinite(field) ? field : null,
      inputs: node.inputs,
    };
  });
  const total = (of: (row: LayerRow) => number) => layers.reduce((sum, row) => sum + of(row), 0);
  const costs = {
    name: spec.name,
    input: spec.input,
    classes: spec.classes,
    params: total((row) => row.params),
    macs: total((row) => row.macs),
    buffers,
    depth: depthOf(spec),
    memory: { inference: memory.inference, training: memory.training },
    work: workOf(graph, layers),
    layers,
  };
  return { ...costs, problems: diagnose({ spec, graph, costs }) };
}

/** The shapes a node reads, by node. */
export function inputShapes(graph: LayerGraph): (node: LayerNode) => Shape[] {
  return (node) => node.sources.map((source) => graph.nodes[source]?.output ?? []);
}

const NONE: readonly Parameter[] = [];

/** The arrays a node owns, in torch's state_dict order. */
export function parametersOf<K extends LayerKind>(
  node: Extract<LayerNode, { kind: K }>,
  inputs: readonly Shape[],
): readonly Parameter[] {
  return LAYERS[node.kind as K].parameters?.(node.attributes as never, inputs) ?? NONE;
}

function macsOf<K extends LayerKind>(node: Extract<LayerNode, { kind: K }>, inputs: readonly Shape[]): number {
  return LAYERS[node.kind as K].macs?.(node.attributes as never, inputs, node.output) ?? 0;
}
