/**
 * One TensorFlow graph for everything a run needs: forward, loss, backward and optimizer as one step, evaluation with
 * running statistics, initial values, and weights in and out. TensorFlow runs only what a fetch asks for.
 */
import type { LayerGraph } from "../common/arch/layer-graph";
import { elements } from "../common/arch/layers/shapes";
import type { Shape } from "../common/arch/spec";
import type { Optimizer, StepOptions } from "../common/train/run-config";
import { type Accumulation, writeAccumulation } from "./accumulation";
import { writeAverages } from "./averaging";
import { writeClipping } from "./clipping";
import { writeFiniteCheck, writeSearch } from "./finite-checks";
import { DataType, FLOAT } from "./graph/attributes";
import { type GraphNode, GraphWriter, type Ref } from "./graph/graph-writer";
import { writeLoss } from "./loss";
import { writeOptimizer } from "./optimizers";
import { declareArrays, layerSeed, type NetworkArrays, writeBackward, writeForward } from "./passes";
import { writeProbe } from "./probes";
import { declareInitialValue, type Variable } from "./variables";

export interface TrainingGraphOptions {
  graph: LayerGraph;
  /** [channels, height, width]. */
  input: Shape;
  /** Per channel; a pixel becomes (byte / 255 - mean) / std. */
  mean: readonly number[];
  std: readonly number[];
  optimizer: Optimizer;
  stepOptions?: StepOptions | undefined;
  /** Whether steps can be probed: the nodes for it are a third of a deep network's graph. */
  probe?: boolean | undefined;
  /** Decides the initial values, and with the number of the pass what dropout drops. */
  seed: number;
}

export interface TrainingGraph {
  nodes: readonly GraphNode[];
  /** Parameters and running statistics that are scored and saved, in torch's state_dict order. */
  weights: readonly Variable[];
  /** What else a step reads: the optimizer's arrays, and the weights in training where averages are what is saved. */
  slots: readonly Variable[];
  /** Trainable parameters in all. */
  parameters: number;
  hasProbe: boolean;
}

/** Names to feed and to fetch. `step`, `accumulate` and `evaluation` give [mean loss, accuracy]. */
export const NAMES = {
  images: "feed/images",
  labels: "feed/labels",
  learningRate: "feed/learning_rate",
  /** The number of training passes, for random layers. */
  passNumber: "feed/pass_number",
  step: "fetch/step",
  /** What common/train/probes.ts lays out, fetched with `step`; there where the options ask for it. */
  probe: "fetch/probe",
  /** A part of a batch whose gradients are only added up; there where the options ask for accumulation. */
  accumulate: "fetch/accumulate",
  /** Fails at the first layer output that is not finite; nothing is changed. */
  findNonFinite: "fetch/find_non_finite",
  evaluation: "fetch/evaluation",
  logits: "fetch/logits",
  initialise: "fetch/initialise",
  restoreWeights: "fetch/restore_weights",
  restoreSlots: "fetch/restore_slots",
} as const;

export function buildTrainingGraph(options: TrainingGraphOptions): TrainingGraph {
  const { graph: layers, stepOptions = {} } = options;
  const classes = layers.nodes.find(({ address }) => address === layers.output)?.output[0] ?? 0;
  const graph = new GraphWriter();
  const { averageDecay } = stepOptions;
  const trained = declareArrays(graph, layers, averageDecay === undefined ? "" : ".in_training");
  // Averages bear the names that the weights have without them: they are what is scored and saved.
  const scored = averageDecay === undefined ? trained : declareArrays(graph, layers);

  const [channels = 0, height = 0, width = 0] = options.input;
  const images = graph.placeholder(NAMES.images, DataType.UINT8, [-1, height, width, channels]);
  const labels = graph.placeholder(NAMES.labels, DataType.INT32, [-1]);
  const learningRate = graph.placeholder(NAMES.learningRate, DataType.FLOAT, []);
  const passNumber = graph.placeholder(NAMES.passNumber, DataType.INT32, []);
  const batch = graph.within("input", () => normalise(graph, images, options));
  const seedOf = (layer: number) => layerSeed(graph, options.seed, layer, passNumber);

  // The step: forward with batch statistics, loss, backward, update.
  const forward = graph.within("train", () => writeForward(graph, layers, trained, batch, true, seedOf));
  const loss = graph.within("loss", () =>
    writeLoss(graph, forward.logits, labels, classes, stepOptions.labelSmoothing),
  );
  // Nothing is updated by a step whose loss is not finite.
  const finite = writeFiniteCheck(graph, loss.metrics, "loss");
  const start = graph.op("Identity", [loss.gradient, `^${finite}`], { T: FLOAT });
  const statistics = forward.statistics.map(({ variable, value }) =>
    graph.op("AssignVariableOp", [variable.handle, value, `^${finite}`], { dtype: FLOAT }),
  );
  const own = graph.within("gradient", () => writeBackward(graph, layers, trained, forward, start));
  const accumulation = writeAccumulation(graph, own, stepOptions.accumulate);
  const gradients = graph.within("clip", () => writeClipping(graph, accumulation.gradients, stepOptions.clipNorm));
  const { updates, slots } = graph.within("optimizer", () =>
    writeOptimizer(graph, options.optimizer, learningRate, gradients),
  );
  const after = [...updates, ...statistics];
  const closing = [
    ...accumulation.clear(after),
    ...(averageDecay === undefined ? [] : writeAverages(graph, trained, scored, averageDecay, after)),
  ];
  waitFor(graph, NAMES.step, loss.metrics, [...after, ...closing]);
  const probed = { layers, arrays: trained, forward, gradients, updates };
  const probe = options.probe ? graph.within("probe", () => writeProbe(graph, probed)) : null;
  if (probe !== null) waitFor(graph, NAMES.probe, probe, []);
  writeAccumulateFetch(graph, accumulation, loss.metrics, statistics);
  const search = graph.within("search", () => writeSearch(graph, forward));
  waitFor(graph, NAMES.findNonFinite, graph.float(1), [search]);

  // The same layers with running statistics.
  const evaluation = graph.within("evaluate", () => {
    const { logits } = writeForward(graph, layers, scored, batch, false, seedOf);
    return { logits, metrics: writeLoss(graph, logits, labels, classes).metrics };
  });
  waitFor(graph, NAMES.evaluation, evaluation.metrics, []);
  waitFor(graph, NAMES.logits, evaluation.logits, []);

  const state = [...slots, ...(scored === trained ? [] : variablesOf(trained))];
  writeInitialValues(graph, options.seed, { trained, scored, zeros: [...slots, ...accumulation.sums] });
  // Weights from outside are where training goes on, and where averages begin.
  const begin = [...assigns(variablesOf(scored)), ...(scored === trained ? [] : copies(graph, scored, trained))];
  waitFor(graph, NAMES.restoreWeights, graph.float(1), begin);
  waitFor(graph, NAMES.restoreSlots, graph.float(1), assigns(state));
  return {
    nodes: graph.nodes,
    weights: variablesOf(scored),
    slots: state,
    parameters: countTrainable(trained),
    hasProbe: probe !== null,
  };
}

/** `name` gives `value`, once everything in `before` has run. */
function waitFor(graph: GraphWriter, name: string, value: Ref, before: readonly Ref[]): void {
  graph.named(name, "Identity", [value, ...before.map((ref) => `^${ref}`)], { T: FLOAT });
}

function writeAccumulateFetch(graph: GraphWriter, { add }: Accumulation, metrics: Ref, updates: readonly Ref[]): void {
  if (add.length > 0) waitFor(graph, NAMES.accumulate, metrics, [...add, ...updates]);
}

function writeInitialValues(
  graph: GraphWriter,
  seed: number,
  { trained, scored, zeros }: { trained: NetworkArrays; scored: NetworkArrays; zeros: readonly Variable[] },
): void {
  const sets = trained === scored ? [trained] : [trained, scored];
  // Both sets begin with the same values: seed and place decide them, not the name.
  const values = sets.flatMap((arrays) =>
    arraysOf(arrays).map(({ variable, parameter }, index) =>
      declareInitialValue(graph, variable, parameter.initializer, seed, index),
    ),
  );
  const cleared = zeros.map((variable, index) =>
    declareInitialValue(graph, variable, { kind: "constant", value: 0 }, seed, index),
  );
  waitFor(graph, NAMES.initialise, graph.float(1), [...values, ...cleared]);
}

/** What was fed for one set of arrays, into the other as well. */
function copies(graph: GraphWriter, from: NetworkArrays, to: NetworkArrays): Ref[] {
  const targets = variablesOf(to);
  return variablesOf(from).map(({ fed }, i) =>
    graph.op("AssignVariableOp", [targets[i]?.handle ?? "", fed], { dtype: FLOAT }),
  );
}

const arraysOf = (arrays: NetworkArrays) => [...arrays.values()].flatMap((layer) => [...layer.values()]);
const variablesOf = (arrays: NetworkArrays) => arraysOf(arrays).map(({ variable }) => variable);
const assigns = (variables: readonly Variable[]) => variables.map(({ assign }) => assign);

function countTrainable(arrays: NetworkArrays): number {
  return arraysOf(arrays).reduce(
    (sum, { parameter }) => sum + (parameter.trainable ? elements(parameter.shape) : 0),
    0,
  );
}

/** Bytes to float32: (byte / 255 - mean) / std, in this order, so that each pixel has the bits that torch gives it. */
function normalise(graph: GraphWriter, images: Ref, { mean, std }: TrainingGraphOptions): Ref {
  const bytes = graph.op("Cast", [images], { SrcT: { type: DataType.UINT8 }, DstT: FLOAT });
  const unit = graph.op("RealDiv", [bytes, graph.float(255)], { T: FLOAT });
  const centred = graph.op("Sub", [unit, graph.float(mean)], { T: FLOAT });
  return graph.op("RealDiv", [centred, graph.float(std)], { T: FLOAT });
}
