/** A network being trained: the training graph in a session, with typed calls instead of names. */
import type { NamedTensor } from "../common/tensors";
import { failedCheck } from "./finite-checks";
import { loadEngine } from "./native";
import { type Feed, Session } from "./session";
import { buildTrainingGraph, NAMES, type TrainingGraphOptions } from "./training-graph";
import type { Variable } from "./variables";

/** Mean cross-entropy in nats and the share of correct answers, over one batch. */
export interface BatchScore {
  loss: number;
  accuracy: number;
}

/** Of a training pass. When the loss is not finite nothing was updated, and the first culprit is named. */
export interface PassScore extends BatchScore {
  /** The layer whose output was the first that was not finite, `stage1/block1/conv1`. */
  nonFinite?: string;
  /** Asked for: a value for each point of common/train/probes.ts. Of a batch in parts, its last one's activations. */
  probe?: Float32Array;
}

export interface TrainingModel {
  /** Trainable parameters. */
  readonly parameters: number;
  /** Seconds spent inside TensorFlow so far. */
  readonly insideSeconds: number;
  /** Training passes so far, which random layers draw by; to be set when training goes on from a later step. */
  passes: number;
  /**
   * One optimizer step. @param images NHWC bytes @param labels one class per image
   * @param probe also measures inside, where the model was made for it
   */
  trainStep(images: Uint8Array, labels: Int32Array, learningRate: number, probe?: boolean): PassScore;
  /** A part of a batch that is trained in parts, before its last one: its gradients are kept for `trainStep`. */
  accumulate(images: Uint8Array, labels: Int32Array): PassScore;
  /** Scores a batch with running statistics; nothing is changed. */
  evaluateBatch(images: Uint8Array, labels: Int32Array): BatchScore & { count: number };
  /** [batch, classes] with running statistics. */
  logits(images: Uint8Array, count: number): Float32Array;
  /** torchvision's state_dict: names, layout and order, running statistics and num_batches_tracked included. */
  readWeights(): NamedTensor[];
  /** All of them, by name; num_batches_tracked may be missing. The caller has checked names and shapes. */
  writeWeights(tensors: readonly NamedTensor[]): void;
  /** What else a step reads: `<parameter>.momentum_buffer` and kin, and with averages `<parameter>.in_training`. */
  readOptimizer(): NamedTensor[];
  writeOptimizer(tensors: readonly NamedTensor[]): void;
  close(): void;
}

/**
 * Builds the graph, loads it and gives every array its first value.
 * @throws ResiduaError ENGINE_UNAVAILABLE, ENGINE_FAILED
 */
export function createTrainingModel(options: TrainingGraphOptions): TrainingModel {
  const { nodes, weights, slots, parameters, hasProbe } = buildTrainingGraph(options);
  const session = new Session(loadEngine(), nodes);
  session.run([], [NAMES.initialise]);
  const [channels = 0, height = 0, width = 0] = options.input;
  /** What torch keeps in every batch norm as num_batches_tracked; weights from a file bring theirs. */
  let batchesTracked = 0n;

  const imagesFeed = (images: Uint8Array, count: number): Feed => ({
    name: NAMES.images,
    shape: [count, height, width, channels],
    data: images,
  });
  const batchFeeds = (images: Uint8Array, labels: Int32Array): Feed[] => [
    imagesFeed(images, labels.length),
    { name: NAMES.labels, shape: [labels.length], data: labels },
  ];
  const trainingFeeds = (model: Pick<TrainingModel, "passes">, images: Uint8Array, labels: Int32Array): Feed[] => {
    batchesTracked += 1n;
    model.passes += 1;
    const number = { name: NAMES.passNumber, shape: [], data: Int32Array.of(model.passes) };
    return [...batchFeeds(images, labels), number];
  };
  const score = ([metrics]: (Float32Array | undefined)[]): BatchScore => ({
    loss: metrics?.[0] ?? Number.NaN,
    accuracy: metrics?.[1] ?? Number.NaN,
  });

  const pass = (feeds: readonly Feed[], more: readonly Feed[], fetches: string[]): PassScore => {
    try {
      const [metrics, probe] = session.run([...feeds, ...more], fetches);
      return { ...score([metrics]), ...(probe === undefined ? {} : { probe }) };
    } catch (thrown) {
      if (failedCheck(thrown) === null) throw thrown;
      return { loss: Number.NaN, accuracy: 0, nonFinite: findNonFinite(session, feeds) };
    }
  };

  return {
    parameters,
    get insideSeconds() {
      return session.insideSeconds;
    },
    passes: 0,
    trainStep(images, labels, learningRate, probe = false) {
      const rate = { name: NAMES.learningRate, shape: [], data: Float32Array.of(learningRate) };
      return pass(
        trainingFeeds(this, images, labels),
        [rate],
        probe && hasProbe ? [NAMES.step, NAMES.probe] : [NAMES.step],
      );
    },
    accumulate(images, labels) {
      return pass(trainingFeeds(this, images, labels), [], [NAMES.accumulate]);
    },
    evaluateBatch(images, labels) {
      return { ...score(session.run(batchFeeds(images, labels), [NAMES.evaluation])), count: labels.length };
    },
    logits(images, count) {
      return session.run([imagesFeed(images, count)], [NAMES.logits])[0] ?? new Float32Array();
    },
    readWeights: () => withBatchesTracked(readVariables(session, weights), batchesTracked),
    writeWeights(tensors) {
      writeVariables(session, weights, tensors, NAMES.restoreWeights);
      const tracked = tensors.find((tensor) => tensor.dtype === "I64");
      batchesTracked = tracked?.dtype === "I64" ? (tracked.data[0] ?? 0n) : 0n;
    },
    readOptimizer: () => readVariables(session, slots),
    writeOptimizer: (tensors) => writeVariables(session, slots, tensors, NAMES.restoreSlots),
    close: () => session.close(),
  };
}

/** The same pass again, layer by layer: weights are as they were, and random layers draw the same. */
function findNonFinite(session: Session, feeds: readonly Feed[]): string {
  try {
    session.run(feeds, [NAMES.findNonFinite]);
    return "loss";
  } catch (thrown) {
    const found = failedCheck(thrown);
    if (found === null) throw thrown;
    return found;
  }
}

function readVariables(session: Session, variables: readonly Variable[]): NamedTensor[] {
  const values = session.run(
    [],
    variables.map((variable) => variable.fetch),
  );
  return variables.map(({ name, shape }, i) => ({ name, dtype: "F32", shape, data: values[i] ?? new Float32Array() }));
}

function writeVariables(
  session: Session,
  variables: readonly Variable[],
  tensors: readonly NamedTensor[],
  done: string,
): void {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const feeds = variables.map((variable): Feed => {
    const tensor = byName.get(variable.name);
    if (tensor?.dtype !== "F32") throw new Error(`No float32 tensor is called ${variable.name}.`);
    return { name: variable.feed, shape: variable.shape, data: tensor.data };
  });
  session.run(feeds, [done]);
}

/** Torch's BatchNorm2d keeps a count of batches after its running variance. */
function withBatchesTracked(tensors: readonly NamedTensor[], batches: bigint): NamedTensor[] {
  const suffix = ".running_var";
  return tensors.flatMap((tensor): NamedTensor[] => {
    if (!tensor.name.endsWith(suffix)) return [tensor];
    const name = `${tensor.name.slice(0, -suffix.length)}.num_batches_tracked`;
    return [tensor, { name, dtype: "I64", shape: [], data: BigInt64Array.of(batches) }];
  });
}
