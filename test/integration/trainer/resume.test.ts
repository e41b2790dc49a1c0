/** A run that is killed again and again ends with the bits of one that was left alone. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPreset } from "../../../src-main/common/arch/presets";
import type { ResidualSpec } from "../../../src-main/common/arch/spec";
import type { StepPoint } from "../../../src-main/common/run/events";
import { ADAMW_DEFAULTS } from "../../../src-main/common/train/defaults";
import type { RunConfig } from "../../../src-main/common/train/run-config";
import { checkpointName, checkpointsDir, newestValidCheckpoint } from "../../../src-main/interop/checkpoint";
import { buildTrainer, runJob, startJob, summary, writeGoldenFolder } from "./trainer";

const resnet20 = findPreset("resnet20") as ResidualSpec;
let trainerPath = "";
let dir = "";
beforeAll(async () => {
  trainerPath = await buildTrainer();
  dir = await mkdtemp(join(tmpdir(), "residua-resume-"));
  await writeGoldenFolder(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Everything random there is and everything that is carried from step to step; eight steps an epoch. */
function config(steps: number): RunConfig {
  return {
    version: 1,
    architecture: {
      ...resnet20,
      stages: resnet20.stages.map((stage) => ({ ...stage, blocks: 1, width: stage.width / 4 })),
      stemWidth: 4,
      dropout: 0.2,
      stochasticDepth: 0.3,
      headDropout: 0.1,
    },
    data: { dataset: "cifar10", dir, augment: "standard", shuffle: true },
    batch: 8,
    budget: { unit: "steps", count: steps },
    optimizer: { kind: "sgd", learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 1e-3 },
    schedule: { kind: "cosine" },
    warmup: { kind: "untilError", factor: 0.1, error: 0.95 },
    step: { accumulate: 2, averageDecay: 0.9, labelSmoothing: 0.1, clipNorm: 2 },
    seed: 3,
    device: "cpu",
    checkpointEvery: 3,
  };
}

/** The last generation's files, byte by byte, and what was told of each step, the later word counting. */
async function outcome(runDir: string, points: readonly StepPoint[]) {
  const { checkpoint } = await newestValidCheckpoint(runDir);
  return {
    step: checkpoint.manifest.step,
    weights: await readFile(checkpoint.model, "base64"),
    optimizer: await readFile(checkpoint.optimizer, "base64"),
    losses: [...new Map(points.map(({ step, loss }) => [step, loss]))].sort(([a], [b]) => a - b),
  };
}

describe("resuming", () => {
  it("after SIGKILL at any moment ends with the bits of the undisturbed run", async () => {
    const job = (runDir: string) => ({ kind: "train", config: config(40), runDir }) as const;
    const straight = await runJob(trainerPath, job(join(dir, "straight")));
    const expected = await outcome(join(dir, "straight"), straight.points);
    expect(expected.step).toBe(40);

    const runDir = join(dir, "killed");
    const points: StepPoint[] = [];
    let kills = 0;
    for (;;) {
      const { child, messages, until, ended } = startJob(trainerPath, job(runDir));
      // After the next checkpoint or the one behind it, and a moment later: between steps, in evaluation, while saving.
      const saved = (kills % 2) + 1;
      const delay = (kills * 7919) % 90;
      const checkpoints = () => messages.filter((m) => m.type === "event" && m.event.type === "checkpoint").length;
      until(() => checkpoints() >= saved).then(
        () => setTimeout(() => child.kill("SIGKILL"), delay),
        () => undefined,
      );
      const { signal } = await ended;
      points.push(...summary(messages).points);
      if (signal === null) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(2);
    expect(await outcome(runDir, points)).toEqual(expected);
  });

  it("when longer ends with the bits of a run that was as long from the start", async () => {
    const optimizer = { ...ADAMW_DEFAULTS, decayOn: "weights" as const };
    const constant = (steps: number) => ({ ...config(steps), optimizer, schedule: { kind: "constant" } as const });
    const run = (folder: string, steps: number) =>
      runJob(trainerPath, { kind: "train", config: constant(steps), runDir: join(dir, folder) });
    const long = await run("long", 20);
    const short = await run("extended", 13);
    const rest = await run("extended", 20);
    expect(await outcome(join(dir, "extended"), [...short.points, ...rest.points])).toEqual(
      await outcome(join(dir, "long"), long.points),
    );
  });

  it("falls back behind a damaged checkpoint, and still ends with the same bits", async () => {
    const runDir = join(dir, "damaged");
    const whole = await runJob(trainerPath, { kind: "train", config: config(20), runDir });
    const expected = await outcome(runDir, whole.points);
    await rm(join(checkpointsDir(runDir), checkpointName(20), "model.safetensors"));
    const again = await runJob(trainerPath, { kind: "train", config: config(20), runDir });
    expect(again.events[0]).toMatchObject({ type: "started", step: 18 });
    expect(await outcome(runDir, [...whole.points, ...again.points])).toEqual(expected);
  });
});
