/** The layer graph as TensorFlow nodes: its arrays, the way forward, and the way back. */
import { inputShapes, parametersOf } from "../common/arch/analysis";
import type { LayerGraph, LayerNode, Parameter } from "../common/arch/layer-graph";
import { moduleName } from "../common/arch/state-dict";
import { FLOAT, INT32 } from "./graph/attributes";
import type { GraphWriter, Ref } from "./graph/graph-writer";
import { EMITTERS } from "./layers";
import type { EmitContext, Emitted, LayerEmitter } from "./layers/emitter";
import { declareVariable, type ParameterGradient, type Variable } from "./variables";

/** A layer's arrays by torch's short name, with how each begins. */
type LayerArrays = ReadonlyMap<Parameter["name"], { parameter: Parameter; variable: Variable }>;

/** The arrays of every layer, by its address. */
export type NetworkArrays = ReadonlyMap<string, LayerArrays>;

/** @param suffix after torch's names, for a second set of the same arrays */
export function declareArrays(graph: GraphWriter, layers: LayerGraph, suffix = ""): NetworkArrays {
  const shapesOf = inputShapes(layers);
  return new Map(
    layers.nodes.map((node) => [
      node.address,
      new Map(
        parametersOf(node, shapesOf(node)).map((parameter) => {
          const name = `${moduleName(node)}.${parameter.name}${suffix}`;
          return [parameter.name, { parameter, variable: declareVariable(graph, name, parameter.shape) }] as const;
        }),
      ),
    ]),
  );
}

export interface Forward {
  logits: Ref;
  emitted: ReadonlyMap<string, Emitted>;
  /** Running statistics and what they become when the step is done. */
  statistics: readonly { variable: Variable; value: Ref }[];
}

/**
 * @param arrays whose values the layers read; running statistics are moved there when training
 * @param seedOf seed pair of the layer at that place, int32 [2], for random layers
 */
export function writeForward(
  graph: GraphWriter,
  layers: LayerGraph,
  arrays: NetworkArrays,
  batch: Ref,
  training: boolean,
  seedOf: (layer: number) => Ref,
): Forward {
  const emitted = new Map<string, Emitted>();
  const statistics: { variable: Variable; value: Ref }[] = [];
  const shapesOf = inputShapes(layers);
  layers.nodes.forEach((node, index) => {
    const owned = arrays.get(node.address);
    const variable = (name: Parameter["name"]) => {
      const array = owned?.get(name);
      if (!array) throw new Error(`${node.address} has no ${name}.`);
      return array.variable;
    };
    const layer = graph.within(node.address, () =>
      emitLayer(
        node,
        {
          graph,
          training,
          inputs: node.inputs.map((address) => emitted.get(address)?.output ?? ""),
          inputShapes: shapesOf(node),
          outputShape: node.output,
          read: (name) => variable(name).value,
          update: (name, value) => statistics.push({ variable: variable(name), value }),
          seed: () => seedOf(index),
        },
        batch,
      ),
    );
    emitted.set(node.address, layer);
  });
  return { logits: emitted.get(layers.output)?.output ?? "", emitted, statistics };
}

/** Another pair for every layer, pass and seed of a run; the factor keeps the layers of neighbouring seeds apart. */
export function layerSeed(graph: GraphWriter, seed: number, layer: number, passNumber: Ref): Ref {
  const first = graph.int((Math.imul(seed, 0x9e3779b1) + layer) | 0);
  return graph.op("Pack", [first, passNumber], { T: INT32, N: { int: 2 }, axis: { int: 0 } });
}

function emitLayer(node: LayerNode, context: Omit<EmitContext<never>, "attributes">, batch: Ref): Emitted {
  if (node.kind === "input") return { output: batch, backward: () => ({ inputs: [] }) };
  // Kind and attributes belong together by construction of LayerNode.
  const emit = EMITTERS[node.kind] as LayerEmitter<typeof node.kind>;
  return emit({ ...context, attributes: node.attributes } as EmitContext<typeof node.kind>);
}

/** Walks the layers backwards; where an output is read twice, its gradients are summed. */
export function writeBackward(
  graph: GraphWriter,
  layers: LayerGraph,
  arrays: NetworkArrays,
  forward: Forward,
  lossGradient: Ref,
): ParameterGradient[] {
  const arriving = new Map<string, Ref[]>([[layers.output, [lossGradient]]]);
  const gradients = new Map<Variable, Ref>();
  for (const node of [...layers.nodes].reverse()) {
    const parts = arriving.get(node.address) ?? [];
    const layer = forward.emitted.get(node.address);
    if (node.kind === "input" || !layer) continue;
    graph.within(node.address, () => {
      const [first = "", ...rest] = parts;
      const sum = rest.reduce((total, part) => graph.op("AddV2", [total, part], { T: FLOAT }), first);
      const { inputs, parameters = {} } = layer.backward(sum);
      node.inputs.forEach((address, i) => {
        const gradient = inputs[i];
        if (gradient) arriving.set(address, [...(arriving.get(address) ?? []), gradient]);
      });
      for (const [name, { parameter, variable }] of arrays.get(node.address) ?? []) {
        const gradient = parameters[name];
        if (parameter.trainable && !gradient) throw new Error(`${variable.name} gets no gradient.`);
        if (gradient) gradients.set(variable, gradient);
      }
    });
  }
  return [...gradients].map(([variable, gradient]) => ({ variable, gradient }));
}
