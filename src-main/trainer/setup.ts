/** What a run is trained with: its data, its network with first weights or those of a checkpoint, and how long it goes. */
import { createHash } from "node:crypto";
import { buildLayerGraph } from "../common/arch/build";
import type { LayerGraph } from "../common/arch/layer-graph";
import { batchesPerEpoch } from "../common/data/batches-per-epoch";
import { ResiduaError } from "../common/errors";
import { probeIntervalOf } from "../common/train/probes";
import type { RunConfig } from "../common/train/run-config";
import type { TrainingGraphOptions } from "../engine/training-graph";
import type { TrainingModel } from "../engine/training-model";
import type { Checkpoint } from "../interop/checkpoint";
import { readSafetensors } from "../interop/safetensors";
import { checkWeights } from "../interop/weights-check";
import { type BatchStream, openBatches } from "./data/batches";
import { type Dataset, loadData } from "./data/load";

export type CreateModel = (options: TrainingGraphOptions) => TrainingModel;

export interface Setup {
  data: Dataset;
  graph: LayerGraph;
  model: TrainingModel;
  stepsPerEpoch: number;
  totalSteps: number;
  /** Steps between two looks inside the network; 0 never looks. */
  probeEvery: number;
}

/** @throws what data and engine throw */
export async function setUp(config: RunConfig, createModel: CreateModel): Promise<Setup> {
  const { architecture, batch, optimizer, seed } = config;
  const data = await loadData(config.data, architecture);
  const stepsPerEpoch = batchesPerEpoch(data.train.count, batch);
  const totalSteps = config.budget.unit === "steps" ? config.budget.count : config.budget.count * stepsPerEpoch;
  const graph = buildLayerGraph(architecture);
  const { mean, std } = data;
  const stepOptions = config.step;
  const probeEvery = probeIntervalOf(config, graph);
  const model = createModel({
    graph,
    input: architecture.input,
    mean,
    std,
    optimizer,
    stepOptions,
    probe: probeEvery > 0,
    seed,
  });
  return { data, graph, model, stepsPerEpoch, totalSteps, probeEvery };
}

/** The run's batches from the one after `step` on. */
export function batchesAfter(step: number, { data, batch, seed }: RunConfig, { train }: Dataset): BatchStream {
  const { shuffle, augment } = data;
  return openBatches({ split: train, batch, seed, shuffle, augment, firstBatch: step });
}

/** Initial weights from a file. @throws ResiduaError WEIGHTS_MISMATCH, WEIGHTS_CORRUPT, FILE_NOT_FOUND */
export async function loadInitialWeights(path: string, { graph, model }: Setup): Promise<void> {
  const { tensors } = await readSafetensors(path);
  checkWeights(graph, tensors, { source: path, field: "init" });
  model.writeWeights(tensors);
}

/**
 * Puts weights, optimizer and step back to where a checkpoint was written.
 * @throws ResiduaError CHECKPOINT_MISMATCH when it belongs to another configuration, WEIGHTS_CORRUPT
 */
export async function loadCheckpoint(checkpoint: Checkpoint, config: RunConfig, { model }: Setup): Promise<void> {
  const { manifest, dir } = checkpoint;
  if (manifest.configSha256 !== configSha256(config)) {
    const message = `The checkpoint in ${dir} was written by another configuration than the run's, so it can't go on from there. Start a new run with --init ${checkpoint.model}.`;
    throw new ResiduaError("CHECKPOINT_MISMATCH", message);
  }
  const { tensors: weights } = await readSafetensors(checkpoint.model);
  const { tensors: slots } = await readSafetensors(checkpoint.optimizer);
  model.writeWeights(weights);
  model.writeOptimizer(slots);
  model.passes = manifest.step * (config.step?.accumulate ?? 1);
}

/** Of all that decides a run's steps; how many there are may change, so that a run can be extended. */
export function configSha256({ budget: _, checkpointEvery: __, ...config }: RunConfig): string {
  return createHash("sha256").update(JSON.stringify(config)).digest("hex");
}
