/**
 * The trainer process: takes one job from the host over Node's IPC channel, does it, says how it ended, and exits.
 * It knows of no store, no window and no other run.
 */
import type { FromTrainer, Job } from "../common/contract/trainer";
import { toErrorData } from "../common/errors";
import { createTrainingModel } from "../engine/training-model";
import { bench } from "./bench";
import { evaluateWeights } from "./evaluate-weights";
import { HostChannel } from "./host-channel";
import { engineFor, probe } from "./probe";
import { train } from "./train";

type Outcome = Extract<FromTrainer, { type: "done" }>["outcome"];

// Ctrl+C reaches the whole group of a terminal; whether and how to stop is the host's decision.
process.on("SIGINT", () => undefined);
// Without a host nobody reads the results or could stop the run.
process.on("disconnect", () => process.exit(0));

const host = new HostChannel(process);

async function perform(job: Job): Promise<Outcome> {
  switch (job.kind) {
    case "train": {
      const kind = await train(job, {
        createModel: createTrainingModel,
        engine: engineFor(job.config.device),
        emit: (event) => host.send({ type: "event", event }),
        stopRequested: host.stopRequested,
      });
      return { kind };
    }
    case "evaluate":
      engineFor(job.device);
      return { kind: "evaluated", score: await evaluateWeights(job, createTrainingModel) };
    case "bench":
      engineFor(job.device);
      await bench(job, {
        createModel: createTrainingModel,
        nextRound: () => host.nextRound(),
        report: (round) => host.send({ type: "round", round }),
      });
      return { kind: "completed" };
    case "probe":
      return { kind: "probed", result: probe() };
  }
}

async function end(message: FromTrainer): Promise<void> {
  host.send(message);
  await host.flush();
  process.exit(message.type === "done" ? 0 : 1);
}

// Thrown outside the job's own promises, e.g. by a worker of the data pipeline.
process.on("uncaughtException", (thrown) => void end({ type: "failed", error: toErrorData(thrown) }));

host.job.then(perform).then(
  (outcome) => end({ type: "done", outcome }),
  (thrown: unknown) => end({ type: "failed", error: toErrorData(thrown) }),
);
