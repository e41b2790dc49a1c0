/**
 * The training loop, top to bottom: data, network, weights, then steps, each epoch scored on the test split, with
 * checkpoints on the way. Everything else (supervision, storing, showing) happens in the host, from the events.
 *
 * Host and device meet at three places, each marked below: the step's scores, evaluation's scores, and reading weights.
 */
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { buildLayerGraph } from "../common/arch/build";
import type { TrainJob } from "../common/contract/trainer";
import { batchesPerEpoch } from "../common/data/batches-per-epoch";
import { ResiduaError } from "../common/errors";
import type { TrainingEvent } from "../common/run/events";
import type { NamedTensor } from "../common/tensors";
import { learningRateAt } from "../common/train/schedules";
import type { TrainingGraphOptions } from "../engine/training-graph";
import type { TrainingModel } from "../engine/training-model";
import { readSafetensors } from "../interop/safetensors";
import { checkWeights } from "../interop/weights-check";
import { saveCheckpoint } from "./checkpoint";
import { openBatches } from "./data/batches";
import { loadData } from "./data/load";
import { EVALUATION_BATCH, evaluate } from "./evaluate";
import { StepRecorder } from "./step-recorder";

/** What the loop needs of the process around it. */
export interface TrainingPorts {
  createModel(options: TrainingGraphOptions): TrainingModel;
  /** What TensorFlow runs on, for the record. */
  engine: { tensorflow: string; device: string };
  emit(event: TrainingEvent): void;
  /** Asked after every step. */
  stopRequested(): boolean;
}

/**
 * Trains one run.
 * @throws ResiduaError NON_FINITE_LOSS, WEIGHTS_MISMATCH, DISK_FULL, and what data and engine throw
 */
export async function train({ config, runDir }: TrainJob, ports: TrainingPorts): Promise<"completed" | "stopped"> {
  const { architecture, batch, optimizer, schedule, seed } = config;

  const data = await loadData(config.data, architecture);
  const stepsPerEpoch = batchesPerEpoch(data.train.count, batch);
  const totalSteps = config.budget.unit === "steps" ? config.budget.count : config.budget.count * stepsPerEpoch;

  const graph = buildLayerGraph(architecture);
  const { mean, std } = data;
  const model = ports.createModel({ graph, input: architecture.input, mean, std, optimizer, seed });
  const { shuffle, augment } = config.data;
  const batches = openBatches({ split: data.train, batch, seed, shuffle, augment });
  try {
    if (config.init !== undefined) {
      const { tensors } = await readSafetensors(config.init);
      checkWeights(graph, tensors, { source: config.init, field: "init" });
      model.writeWeights(tensors);
    }

    const recorder = new StepRecorder(ports.emit, batch);
    let step = 0;
    let savedStep: number | null = null;

    const save = async (): Promise<void> => {
      if (savedStep === step) return;
      // Host meets device: reads all weights.
      const weights = model.readWeights();
      refuseNonFinite(weights, step);
      const epoch = Math.floor(step / stepsPerEpoch);
      const path = await saveCheckpoint(runDir, {
        model: weights,
        optimizer: model.readOptimizer(),
        manifest: {
          step,
          epoch: epoch + 1,
          batchesOfEpoch: step - epoch * stepsPerEpoch,
          seed,
          configSha256: createHash("sha256").update(JSON.stringify(config)).digest("hex"),
          versions: { node: process.versions.node, tensorflow: ports.engine.tensorflow },
        },
      });
      savedStep = step;
      ports.emit({ type: "checkpoint", step, path });
    };

    ports.emit({
      type: "started",
      ...ports.engine,
      parameters: model.parameters,
      trainCount: data.train.count,
      validationCount: data.test.count,
      stepsPerEpoch,
      totalSteps,
    });

    for (let epoch = 1; step < totalSteps; epoch++) {
      const lastStep = Math.min(epoch * stepsPerEpoch, totalSteps);
      const firstStep = step + 1;
      let loss = 0;
      let accuracy = 0;
      recorder.resume();
      while (step < lastStep) {
        // One turn of the event loop a step (microseconds), the only moment at which a stop can arrive.
        await nextTurn();
        if (ports.stopRequested()) {
          recorder.flush();
          await save();
          return "stopped";
        }
        const { images, labels } = batches.next();
        const learningRate = learningRateAt(schedule, optimizer.learningRate, step + 1, totalSteps);
        // Host meets device: hands over the batch, waits for the step's loss and accuracy.
        const score = model.trainStep(images, labels, learningRate);
        step += 1;
        recorder.record({ step, ...score, learningRate });
        loss += score.loss;
        accuracy += score.accuracy;
        if (!Number.isFinite(score.loss)) {
          recorder.flush();
          throw nonFiniteLoss(score.loss, step, learningRate, savedStep);
        }
        if (config.checkpointEvery !== undefined && step % config.checkpointEvery === 0 && step < lastStep) {
          recorder.flush();
          await save();
          recorder.resume();
        }
      }

      // The epoch's end, or the budget's in the middle of one.
      recorder.flush();
      const validation = await evaluate(model, data.test, EVALUATION_BATCH, ports.stopRequested);
      if (validation !== null) {
        const steps = step - firstStep + 1;
        const trained = { loss: loss / steps, accuracy: accuracy / steps, count: steps * batch };
        ports.emit({ type: "epoch", epoch, step, train: trained, validation, elapsed: recorder.elapsed() });
      }
      const every = config.checkpointEvery;
      if (step === totalSteps || validation === null || every === undefined || step % every === 0) await save();
      if (validation === null) return "stopped";
    }
    return "completed";
  } finally {
    await batches.close();
    model.close();
  }
}

function nonFiniteLoss(loss: number, step: number, learningRate: number, savedStep: number | null): ResiduaError {
  const kept = savedStep === null ? "There is no checkpoint yet" : `The checkpoint of step ${savedStep} is kept`;
  const remedy = "Try a lower learning rate or a warm-up";
  const message = `The loss became ${loss} at step ${step} (learning rate ${learningRate}), so training ended. ${kept}. ${remedy}.`;
  return new ResiduaError("NON_FINITE_LOSS", message);
}

/** A finite loss can still have broken the weights in its own update: such weights never replace good ones. */
function refuseNonFinite(weights: readonly NamedTensor[], step: number): void {
  const broken = weights.find((tensor) => tensor.dtype === "F32" && !tensor.data.every(Number.isFinite));
  if (broken === undefined) return;
  const message = `${broken.name} holds values that are not finite after step ${step}, so no checkpoint was written and training ended. Try a lower learning rate or a warm-up.`;
  throw new ResiduaError("NON_FINITE_LOSS", message);
}
