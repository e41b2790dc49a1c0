/**
 * One TensorFlow graph for everything a run needs: forward, loss, backward and optimizer as one step, evaluation with
 * running statistics, initial values, and weights in and out. TensorFlow runs only what a fetch asks for.
 */
import { inputShapes, parametersOf } from "../common/arch/analysis";
import type { LayerGraph, LayerNode, Parameter } from "../common/arch/layer-graph";
import { elements } from "../common/arch/layers/shapes";
import type { Shape } from "../common/arch/spec";
import { moduleName } from "../common/arch/state-dict";
import type { Optimizer } from "../common/train/run-config";
import { DataType, FLOAT, INT32 } from "./graph/attributes";
import { type GraphNode, GraphWriter, type Ref } from "./graph/graph-writer";
import { EMITTERS } from "./layers";
import type { EmitContext, Emitted, LayerEmitter } from "./layers/emitter";
import { writeSgd } from "./optimizers/sgd";
import { declareInitialValue, declareVariable, type ParameterGradient, type Variable } from "./variables";

export interface TrainingGraphOptions {
  graph: LayerGraph;
  /** [channels, height, width]. */
  input: Shape;
  /** Per channel; a pixel becomes (byte / 255 - mean) / std. */
  mean: readonly number[];
  std: readonly number[];
  optimizer: Optimizer;
  /** Decides the initial values, and with the step's number what dropout drops. */
  seed: number;
}

export interface TrainingGraph {
  nodes: readonly GraphNode[];
  /** Parameters and running statistics, in torch's state_dict order. */
  weights: readonly Variable[];
  /** The optimizer's own arrays, `<weight>.momentum_buffer`. */
  slots: readonly Variable[];
  /** Trainable parameters in all. */
  parameters: number;
}

/** Names to feed and to fetch. `step` and `evaluation` give [mean loss, accuracy]. */
export const NAMES = {
  images: "feed/images",
  labels: "feed/labels",
  learningRate: "feed/learning_rate",
  /** The step's number, for random layers. */
  stepNumber: "feed/step_number",
  step: "fetch/step",
  evaluation: "fetch/evaluation",
  logits: "fetch/logits",
  initialise: "fetch/initialise",
  restoreWeights: "fetch/restore_weights",
  restoreSlots: "fetch/restore_slots",
} as const;

/** A layer's arrays by torch's short name, with how each begins. */
type LayerArrays = ReadonlyMap<Parameter["name"], { parameter: Parameter; variable: Variable }>;

export function buildTrainingGraph(options: TrainingGraphOptions): TrainingGraph {
  const graph = new GraphWriter();
  const arrays = declareArrays(graph, options.graph);
  const all = [...arrays.values()].flatMap((layer) => [...layer.values()]);
  const [channels = 0, height = 0, width = 0] = options.input;
  const images = graph.placeholder(NAMES.images, DataType.UINT8, [-1, height, width, channels]);
  const labels = graph.placeholder(NAMES.labels, DataType.INT32, [-1]);
  const learningRate = graph.placeholder(NAMES.learningRate, DataType.FLOAT, []);
  const stepNumber = graph.placeholder(NAMES.stepNumber, DataType.INT32, []);
  const batch = graph.within("input", () => normalise(graph, images, options));

  // The step: forward with batch statistics, loss, backward, update.
  const forward = graph.within("train", () => writeForward(graph, options.graph, arrays, batch, true, stepNumber));
  const loss = graph.within("loss", () => writeLoss(graph, forward.logits, labels));
  const gradients = graph.within("gradient", () => writeBackward(graph, options.graph, arrays, forward, loss.gradient));
  const { updates, slots } = graph.within("optimizer", () =>
    writeSgd(graph, options.optimizer, learningRate, gradients),
  );
  waitFor(graph, NAMES.step, loss.metrics, [...updates, ...forward.updates]);

  // The same layers with running statistics.
  const evaluation = graph.within("evaluate", () => {
    const { logits } = writeForward(graph, options.graph, arrays, batch, false, stepNumber);
    return { logits, metrics: writeLoss(graph, logits, labels).metrics };
  });
  waitFor(graph, NAMES.evaluation, evaluation.metrics, []);
  waitFor(graph, NAMES.logits, evaluation.logits, []);

  const firstValues = all.map(({ variable, parameter }, index) =>
    declareInitialValue(graph, variable, parameter.initializer, options.seed, index),
  );
  const clearSlots = slots.map((slot, index) =>
    declareInitialValue(graph, slot, { kind: "constant", value: 0 }, options.seed, index),
  );
  const weights = all.map(({ variable }) => variable);
  const done = graph.float(1);
  waitFor(graph, NAMES.initialise, done, [...firstValues, ...clearSlots]);
  waitFor(
    graph,
    NAMES.restoreWeights,
    done,
    weights.map((variable) => variable.assign),
  );
  waitFor(
    graph,
    NAMES.restoreSlots,
    done,
    slots.map((variable) => variable.assign),
  );
  const trainable = all.filter(({ parameter }) => parameter.trainable);
  const parameters = trainable.reduce((sum, { parameter }) => sum + elements(parameter.shape), 0);
  return { nodes: graph.nodes, weights, slots, parameters };
}

/** `name` gives `value`, once everything in `before` has run. */
function waitFor(graph: GraphWriter, name: string, value: Ref, before: readonly Ref[]): void {
  graph.named(name, "Identity", [value, ...before.map((ref) => `^${ref}`)], { T: FLOAT });
}

function declareArrays(graph: GraphWriter, layers: LayerGraph): ReadonlyMap<string, LayerArrays> {
  const shapesOf = inputShapes(layers);
  return new Map(
    layers.nodes.map((node) => [
      node.address,
      new Map(
        parametersOf(node, shapesOf(node)).map((parameter) => {
          const name = `${moduleName(node)}.${parameter.name}`;
          return [parameter.name, { parameter, variable: declareVariable(graph, name, parameter.shape) }] as const;
        }),
      ),
    ]),
  );
}

/** Bytes to float32: (byte / 255 - mean) / std, in this order, so that each pixel has the bits that torch gives it. */
function normalise(graph: GraphWriter, images: Ref, { mean, std }: TrainingGraphOptions): Ref {
  const bytes = graph.op("Cast", [images], { SrcT: { type: DataType.UINT8 }, DstT: FLOAT });
  const unit = graph.op("RealDiv", [bytes, graph.float(255)], { T: FLOAT });
  const centred = graph.op("Sub", [unit, graph.float(mean)], { T: FLOAT });
  return graph.op("RealDiv", [centred, graph.float(std)], { T: FLOAT });
}

interface Forward {
  logits: Ref;
  emitted: ReadonlyMap<string, Emitted>;
  /** Assignments of running statistics. */
  updates: readonly Ref[];
}

function writeForward(
  graph: GraphWriter,
  layers: LayerGraph,
  arrays: ReadonlyMap<string, LayerArrays>,
  batch: Ref,
  training: boolean,
  stepNumber: Ref,
): Forward {
  const emitted = new Map<string, Emitted>();
  const updates: Ref[] = [];
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
          update: (name, value) =>
            updates.push(graph.op("AssignVariableOp", [variable(name).handle, value], { dtype: FLOAT })),
          seed: () => graph.op("Pack", [graph.int(index), stepNumber], { T: INT32, N: { int: 2 }, axis: { int: 0 } }),
        },
        batch,
      ),
    );
    emitted.set(node.address, layer);
  });
  return { logits: emitted.get(layers.output)?.output ?? "", emitted, updates };
}

function emitLayer(node: LayerNode, context: Omit<EmitContext<never>, "attributes">, batch: Ref): Emitted {
  if (node.kind === "input") return { output: batch, backward: () => ({ inputs: [] }) };
  // Kind and attributes belong together by construction of LayerNode.
  const emit = EMITTERS[node.kind] as LayerEmitter<typeof node.kind>;
  return emit({ ...context, attributes: node.attributes } as EmitContext<typeof node.kind>);
}

/** Softmax cross-entropy on logits, mean over the batch; `gradient` is that of the mean. */
function writeLoss(graph: GraphWriter, logits: Ref, labels: Ref): { metrics: Ref; gradient: Ref } {
  const entropy = graph.op("SparseSoftmaxCrossEntropyWithLogits", [logits, labels], { T: FLOAT, Tlabels: INT32 });
  const mean = (ref: Ref) =>
    graph.op("Mean", [ref, graph.int([0])], { T: FLOAT, Tidx: INT32, keep_dims: { bool: false } });
  const predicted = graph.op("ArgMax", [logits, graph.int(1)], { T: FLOAT, Tidx: INT32, output_type: INT32 });
  const correct = graph.op("Equal", [predicted, labels], { T: INT32 });
  const accuracy = mean(graph.op("Cast", [correct], { SrcT: { type: DataType.BOOL }, DstT: FLOAT }));
  const metrics = graph.op("Pack", [mean(entropy), accuracy], { T: FLOAT, N: { int: 2 }, axis: { int: 0 } });
  const size = graph.op("Size", [labels], { T: INT32, out_type: INT32 });
  const count = graph.op("Cast", [size], { SrcT: INT32, DstT: FLOAT });
  return { metrics, gradient: graph.op("RealDiv", [`${entropy}:1`, count], { T: FLOAT }) };
}

/** Walks the layers backwards; where an output is read twice, its gradients are summed. */
function writeBackward(
  graph: GraphWriter,
  layers: LayerGraph,
  arrays: ReadonlyMap<string, LayerArrays>,
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
