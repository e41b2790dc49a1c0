/**
 * The training loop, top to bottom: data, network, weights, then steps, each epoch scored on the test split, with
 * checkpoints on the way. Everything else (supervision, storing, showing) happens in the host, from the events.
 *
 * Host and device meet at three places, each marked below: the step's scores, evaluation's scores, and reading weights.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { TrainJob } from "../common/contract/trainer";
import { ResiduaError } from "../common/errors";
import type { TrainingEvent } from "../common/run/events";
import type { NamedTensor } from "../common/tensors";
import { learningRateAt } from "../common/train/schedules";
import type { PassScore } from "../engine/training-model";
import { resumableCheckpoint } from "../interop/checkpoint";
import { saveCheckpoint } from "./checkpoint";
import { EVALUATION_BATCH, evaluate } from "./evaluate";
import { batchesAfter, type CreateModel, configSha256, loadCheckpoint, loadInitialWeights, setUp } from "./setup";
import { StepRecorder } from "./step-recorder";
import { trainBatch } from "./train-batch";
import { WarmUp } from "./warm-up";

/** What the loop needs of the process around it. */
export interface TrainingPorts {
  createModel: CreateModel;
  /** What TensorFlow runs on, for the record. */
  engine: { tensorflow: string; device: string };
  emit(event: TrainingEvent): void;
  /** Asked after every step. */
  stopRequested(): boolean;
}

/**
 * Trains one run. Where its folder has checkpoints it goes on from the newest intact one, to the same bits as a run that
 * was never interrupted: weights, optimizer, place in the data, random layers and the epoch's sums continue.
 * @throws ResiduaError NON_FINITE_LOSS, WEIGHTS_MISMATCH, DISK_FULL, CHECKPOINT_CORRUPT, CHECKPOINT_MISMATCH, and what
 * data and engine throw
 */
export async function train({ config, runDir }: TrainJob, ports: TrainingPorts): Promise<"completed" | "stopped"> {
  const { batch, seed } = config;
  const checkpoint = await resumableCheckpoint(runDir);

  const setup = await setUp(config, ports.createModel);
  const { data, model, stepsPerEpoch, totalSteps, probeEvery } = setup;
  let step = checkpoint?.manifest.step ?? 0;
  const batches = batchesAfter(step, config, data);
  try {
    if (checkpoint !== null) await loadCheckpoint(checkpoint, config, setup);
    else if (config.init !== undefined) await loadInitialWeights(config.init, setup);

    const recorder = new StepRecorder(ports.emit, batch, checkpoint?.manifest.elapsed);
    let savedStep = checkpoint === null ? null : step;
    /** The last step whose weights were scored on the test split. */
    let scoredStep = checkpoint?.manifest.scoredStep ?? 0;
    const warmUp = new WarmUp(config.warmup, checkpoint?.manifest.warmUp);
    /** Of the epoch in progress. */
    let { loss, accuracy } = checkpoint?.manifest.epochSums ?? { loss: 0, accuracy: 0 };

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
          scoredStep,
          epochSums: { loss, accuracy },
          warmUp: warmUp.state,
          elapsed: recorder.elapsed(),
          seed,
          configSha256: configSha256(config),
          versions: { node: process.versions.node, tensorflow: ports.engine.tensorflow },
        },
      });
      savedStep = step;
      ports.emit({ type: "checkpoint", step, path });
    };

    ports.emit({
      type: "started",
      ...ports.engine,
      step,
      parameters: model.parameters,
      trainCount: data.train.count,
      validationCount: data.test.count,
      stepsPerEpoch,
      totalSteps,
    });

    while (step < totalSteps || scoredStep < step) {
      // An epoch that was stopped while it was being scored is scored first.
      const epoch = Math.floor((scoredStep < step ? step - 1 : step) / stepsPerEpoch) + 1;
      const stepsBefore = (epoch - 1) * stepsPerEpoch;
      if (step === stepsBefore) {
        loss = 0;
        accuracy = 0;
      }
      const lastStep = Math.min(epoch * stepsPerEpoch, totalSteps);
      recorder.resume();
      while (step < lastStep) {
        // One turn of the event loop a step (microseconds), the only moment at which a stop can arrive.
        await nextTurn();
        if (ports.stopRequested()) {
          recorder.flush();
          await save();
          return "stopped";
        }
        const learningRate = learningRateAt(config, step + 1, setup) * warmUp.factor();
        // Host meets device: hands over the batch, waits for the step's loss and accuracy.
        const probing = probeEvery > 0 && step % probeEvery === 0;
        const score = trainBatch(model, batches.next(), config.step?.accumulate ?? 1, learningRate, probing);
        recorder.record({ step: step + 1, loss: score.loss, accuracy: score.accuracy, learningRate });
        if (!Number.isFinite(score.loss)) {
          recorder.flush();
          // The step was not taken, so what is there is the last good state; failing to keep it must not hide why.
          await save().catch(() => undefined);
          throw nonFiniteLoss(score, step + 1, learningRate, savedStep);
        }
        step += 1;
        if (score.probe !== undefined) {
          recorder.flush();
          ports.emit({ type: "probe", step, values: Array.from(score.probe, finiteOrNull) });
        }
        warmUp.observe(score.accuracy);
        loss += score.loss;
        accuracy += score.accuracy;
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
        scoredStep = step;
        const steps = step - stepsBefore;
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

/** Rounded to what float32 holds, which keeps the numbers short. */
function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(7)) : null;
}

function nonFiniteLoss(
  { loss, nonFinite = "loss" }: PassScore,
  step: number,
  learningRate: number,
  savedStep: number | null,
): ResiduaError {
  const kept = savedStep === null ? "There is no checkpoint yet" : `The checkpoint of step ${savedStep} is kept`;
  const remedy = "Try a lower learning rate or a warm-up";
  const message = `The loss became ${loss} at step ${step} (learning rate ${learningRate}), so training ended. The first values that were not finite are those of ${nonFinite}. ${kept}. ${remedy}.`;
  return new ResiduaError("NON_FINITE_LOSS", message);
}

/** A finite loss can still have broken the weights in its own update: such weights never replace good ones. */
function refuseNonFinite(weights: readonly NamedTensor[], step: number): void {
  const broken = weights.find((tensor) => tensor.dtype === "F32" && !tensor.data.every(Number.isFinite));
  if (broken === undefined) return;
  const message = `${broken.name} holds values that are not finite after step ${step}, so no checkpoint was written and training ended. Try a lower learning rate or a warm-up.`;
  throw new ResiduaError("NON_FINITE_LOSS", message);
}
