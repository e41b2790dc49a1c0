/**
 * Times training steps in rounds, so that a peer can run in turn. What is measured is the step as the training loop does
 * it, the data pipeline with shuffling and augmentation included; only the images are random bytes.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { buildLayerGraph } from "../common/arch/build";
import type { ArchSpec } from "../common/arch/spec";
import type { BenchJob, BenchRound } from "../common/contract/trainer";
import type { LabelledImages } from "../common/data/labelled-images";
import type { Optimizer } from "../common/train/run-config";
import type { TrainingGraphOptions } from "../engine/training-graph";
import type { TrainingModel } from "../engine/training-model";
import { allocateImages } from "../interop/image-memory";
import { openBatches } from "./data/batches";

/** Not timed: the first steps allocate memory and choose algorithms. */
const WARM_UP_STEPS = 5;
/** Batches in an epoch of random images. */
const BATCHES = 8;
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
  const split = randomImages(architecture, BATCHES * batch);
  const batches = openBatches({ split, batch, seed: SEED, shuffle: true, augment: "standard" });
  const runSteps = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await nextTurn();
      const { images, labels } = batches.next();
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
    await batches.close();
    model.close();
  }
}

function randomImages({ input, classes }: Pick<ArchSpec, "input" | "classes">, count: number): LabelledImages {
  const random = xoroshiro128plus(SEED);
  const split = allocateImages(input, count);
  for (let i = 0; i < split.images.length; i++) split.images[i] = random.next();
  for (let i = 0; i < count; i++) split.labels[i] = uniformInt(random, 0, classes - 1);
  return split;
}
