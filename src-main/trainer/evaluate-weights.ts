import { buildLayerGraph } from "../common/arch/build";
import type { EvaluateJob } from "../common/contract/trainer";
import { ResiduaError } from "../common/errors";
import type { Score } from "../common/run/events";
import type { Optimizer } from "../common/train/run-config";
import { readSafetensors } from "../interop/safetensors";
import { checkWeights } from "../interop/weights-check";
import { loadData } from "./data/load";
import { evaluate } from "./evaluate";
import type { CreateModel } from "./setup";

/** The graph has an optimizer, which an evaluation never runs. */
const UNUSED: Optimizer = { kind: "sgd", learningRate: 0, momentum: 0, nesterov: false, weightDecay: 0 };

/**
 * Scores weights from a file on the test split.
 * @throws ResiduaError WEIGHTS_MISMATCH, WEIGHTS_CORRUPT, FILE_NOT_FOUND, and what data and engine throw
 */
export async function evaluateWeights(job: EvaluateJob, createModel: CreateModel): Promise<Score> {
  const data = await loadData(job.data, job.architecture);
  const { tensors } = await readSafetensors(job.weights);
  const graph = buildLayerGraph(job.architecture);
  checkWeights(graph, tensors, { source: job.weights, field: "weights" });
  const model = createModel({
    graph,
    input: job.architecture.input,
    mean: data.mean,
    std: data.std,
    optimizer: UNUSED,
    seed: 0,
  });
  try {
    model.writeWeights(tensors);
    const score = await evaluate(model, data.test, job.batch);
    if (score === null) throw new ResiduaError("INTERNAL", "The evaluation was stopped, which nothing asks for.");
    return score;
  } finally {
    model.close();
  }
}
