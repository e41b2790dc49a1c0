/**
 * Times training steps in rounds, so that a peer can run in turn. The images are random bytes made beforehand: what is
 * measured is the step as the training loop does it, without the data pipeline.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { buildLayerGraph } from "../common/arch/build";
import type { BenchJob, BenchRound } from "../common/contract/trainer";
import type { Optimizer } from "../common/train/run-config";
import type { TrainingGraphOptions } from "../engine/training-graph";
import type { TrainingModel } from "../engine/training-model";

/** Not timed: the first steps allocate memory and choose algorithms. */
const WARM_UP_STEPS = 5;
/** More than one, so that no step finds its images in the cache because the step before had the same. */
const DISTINCT_BATCHES = 4;
const SEED = 1;
/** The paper's recipe for CIFAR, with a rate so small that random labels can't blow the weights up. */
const OPTIMIZER: Optimizer = {
  kind: "sgd",
  learningRate: 1e-3,
  momentum: 0.9,
  nesterov: false,
  weightDecay: 1e-4,
};

export interface BenchPorts {
  createModel(options: TrainingGraphOptions): TrainingModel;
  /** Resolves when the next round is asked for: true for a round, false for the end. */
  nextRound(): Promise<boolean>;
  report(round: BenchRound): void;
}

/** Warms up, then runs `job.steps` timed steps each time a round is asked for. */
export async function bench(job: BenchJob, ports: BenchPorts): Promise<void> {
  const { architecture, batch, steps } = job;
  const channels = Array.from({ length: architecture.input[0] }, () => 0.5);
  const model = ports.createModel({
    graph: buildLayerGraph(architecture),
    input: architecture.input,
    mean: channels,
    std: channels,
    optimizer: OPTIMIZER,
    seed: SEED,
  });
  const batches = randomBatches(batch, architecture.input, architecture.classes);
  const runSteps = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await nextTurn();
      const { images, labels } = batches[i % batches.length] ?? { images: new Uint8Array(), labels: new Int32Array() };
      model.trainStep(images, labels, OPTIMIZER.learningRate);
    }
  };
  try {
    await runSteps(WARM_UP_STEPS);
    while (await ports.nextRound()) {
      const insideBefore = model.insideSeconds;
      const started = performance.now();
      await runSteps(steps);
      const seconds = (performance.now() - started) / 1000;
      ports.report({
        imagesPerSecond: (steps * batch) / seconds,
        outsideTensorFlowShare: 1 - (model.insideSeconds - insideBefore) / seconds,
        memoryBytes: process.memoryUsage.rss(),
        // Kilobytes on every platform, as libuv has it.
        peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      });
    }
  } finally {
    model.close();
  }
}

function randomBatches(
  batch: number,
  [channels, height, width]: readonly [number, number, number],
  classes: number,
): { images: Uint8Array; labels: Int32Array }[] {
  const random = xoroshiro128plus(SEED);
  const bytes = batch * height * width * channels;
  return Array.from({ length: DISTINCT_BATCHES }, () => ({
    // Four bytes at a time: large inputs have tens of millions.
    images: new Uint8Array(Int32Array.from({ length: Math.ceil(bytes / 4) }, () => random.next()).buffer, 0, bytes),
    labels: Int32Array.from({ length: batch }, () => uniformInt(random, 0, classes - 1)),
  }));
}
