/** The trainer as it ships: built from the present sources, started as a process, spoken to over its channel. */
import { type ChildProcess, fork } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { type FromTrainer, fromTrainerSchema, type Job } from "../../../src-main/common/contract/trainer";
import type { TrainingEvent } from "../../../src-main/common/run/events";
import type { RunConfig } from "../../../src-main/common/train/run-config";
import { type Golden, RECORD_BYTES, RECORDS } from "../../golden/golden";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** Below the checkout, so that the built files find node_modules. */
const OUT = join(ROOT, "dist", "test-trainer");

/** Builds what is in the sources now: a stale dist/main must not be what is tested. */
export async function buildTrainer(): Promise<string> {
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.main.ts"),
    logLevel: "error",
    build: { outDir: OUT },
  });
  return join(OUT, "trainer.js");
}

export interface TrainerRun {
  child: ChildProcess;
  messages: FromTrainer[];
  /** Resolves when the process is gone. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Resolves to the first message that `matches`; rejects when the process ends without. */
  until(matches: (message: FromTrainer) => boolean): Promise<FromTrainer>;
}

export function startJob(trainerPath: string, job: Job): TrainerRun {
  const child = fork(trainerPath, [], { stdio: ["ignore", "ignore", "pipe", "ipc"], execArgv: [] });
  const messages: FromTrainer[] = [];
  const waiting = new Set<() => void>();
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  child.on("message", (raw) => {
    messages.push(fromTrainerSchema.parse(raw));
    for (const look of waiting) look();
  });
  // Messages may still be in the channel when the process is gone; `disconnect` comes after the last. (`close` never
  // comes when this side disconnected.)
  const drained = new Promise<void>((resolve) => child.once("disconnect", () => resolve()));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => void drained.then(() => resolve({ code, signal })));
  });
  const until = (matches: (message: FromTrainer) => boolean) =>
    new Promise<FromTrainer>((resolve, reject) => {
      const look = () => {
        const found = messages.find(matches);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`The trainer ended: ${JSON.stringify(messages.at(-1))} ${errors}`)));
    });
  child.send({ type: "job", job });
  return { child, messages, ended, until };
}

/** Runs a job to its end. */
export async function runJob(trainerPath: string, job: Job) {
  const { messages, ended } = startJob(trainerPath, job);
  const { code } = await ended;
  return { ...summary(messages), code };
}

export function summary(messages: readonly FromTrainer[]) {
  const events = messages.flatMap((message): TrainingEvent[] => (message.type === "event" ? [message.event] : []));
  const points = events.flatMap((event) => (event.type === "steps" ? event.points : []));
  return { events, points, last: messages.at(-1) };
}

/** The golden images as a CIFAR-10 folder: five files in order for training, all of them again for testing. */
export async function writeGoldenFolder(dir: string): Promise<void> {
  const perFile = 13;
  for (let file = 0; file < 5; file++) {
    const part = RECORDS.subarray(file * perFile * RECORD_BYTES, (file + 1) * perFile * RECORD_BYTES);
    await writeFile(join(dir, `data_batch_${file + 1}.bin`), part);
  }
  await writeFile(join(dir, "test_batch.bin"), RECORDS);
}

/** The golden's eight steps as a run. */
export function goldenConfig(golden: Golden, dir: string): RunConfig {
  const { architecture, optimizer, batch, steps, mean, std, initialPath, step } = golden;
  return {
    version: 1,
    architecture,
    data: { dataset: "cifar10", dir, augment: "none", shuffle: false, mean, std },
    batch,
    budget: { unit: "steps", count: steps },
    optimizer,
    schedule: { kind: "constant" },
    ...(step === undefined ? {} : { step }),
    init: initialPath,
    seed: 1,
    device: "cpu",
  };
}
