/** The trainer as a process: how it obeys, how it fails, and what is left when it is killed. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findPreset } from "../../../src-main/common/arch/presets";
import type { FromTrainer } from "../../../src-main/common/contract/trainer";
import type { RunConfig } from "../../../src-main/common/train/run-config";
import { newestValidCheckpoint } from "../../../src-main/interop/checkpoint";
import { GOLDENS } from "../../golden/golden";
import { buildTrainer, goldenConfig, runJob, startJob, summary, writeGoldenFolder } from "./trainer";

const LONG: Partial<RunConfig> = { budget: { unit: "steps", count: 1_000_000 } };
const isEvent = (type: string) => (message: FromTrainer) => message.type === "event" && message.event.type === type;

let trainerPath = "";
let dir = "";
let runDir = "";
let runs = 0;
beforeAll(async () => {
  trainerPath = await buildTrainer();
  dir = await mkdtemp(join(tmpdir(), "residua-trainer-"));
  await writeGoldenFolder(dir);
});
beforeEach(() => {
  runs += 1;
  runDir = join(dir, `run-${runs}`);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function config(changes: Partial<RunConfig> = {}): RunConfig {
  const golden = GOLDENS.find(({ name }) => name === "cifar-residual-a");
  if (golden === undefined) throw new Error("There is no golden cifar-residual-a.");
  return { ...goldenConfig(golden, dir), ...changes };
}
const train = (changes: Partial<RunConfig> = {}) =>
  runJob(trainerPath, { kind: "train", config: config(changes), runDir });
const startTraining = (changes: Partial<RunConfig> = {}) =>
  startJob(trainerPath, { kind: "train", config: config(changes), runDir });

describe("the trainer process", () => {
  it("gives the same bits for the same seed, with shuffling and augmentation, and others for another", async () => {
    const { init: _, ...fromScratch } = config({ budget: { unit: "steps", count: 12 } });
    const once = async (seed: number, folder: string) => {
      const random = {
        ...fromScratch,
        data: { ...fromScratch.data, shuffle: true, augment: "standard" as const },
        seed,
      };
      runDir = join(dir, folder);
      const { points } = await runJob(trainerPath, { kind: "train", config: random, runDir });
      const { checkpoint } = await newestValidCheckpoint(runDir);
      return { losses: points.map((point) => point.loss), weights: await readFile(checkpoint.model) };
    };
    const [first, second, other] = [await once(7, "a"), await once(7, "b"), await once(8, "c")];
    expect(first.losses).toHaveLength(12);
    expect(second.losses).toEqual(first.losses);
    expect(second.weights.equals(first.weights)).toBe(true);
    expect(other.losses).not.toEqual(first.losses);
  });

  it("stops after the current step when asked, and saves", async () => {
    const { child, messages, ended, until } = startTraining(LONG);
    await until(isEvent("steps"));
    child.send({ type: "stop" });
    expect((await ended).code).toBe(0);
    const { points, last } = summary(messages);
    expect(last).toEqual({ type: "done", outcome: { kind: "stopped" } });
    expect((await newestValidCheckpoint(runDir)).checkpoint.manifest.step).toBe(points.at(-1)?.step);
  });

  it("leaves SIGINT to the host", async () => {
    const { child, messages, ended, until } = startTraining(LONG);
    await until(isEvent("started"));
    child.kill("SIGINT");
    await until((message) => isEvent("epoch")(message));
    child.send({ type: "stop" });
    expect((await ended).code).toBe(0);
    expect(summary(messages).last).toEqual({ type: "done", outcome: { kind: "stopped" } });
  });

  it("ends when its host goes away", async () => {
    const { child, ended, until } = startTraining(LONG);
    await until(isEvent("steps"));
    child.disconnect();
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it("leaves a valid checkpoint whenever it is killed", async () => {
    for (let round = 0; round < 5; round++) {
      await rm(runDir, { recursive: true, force: true });
      const { child, ended, until } = startTraining({ ...LONG, checkpointEvery: 1 });
      // The wait ends at another moment of writing each time: checkpoints follow each other without a pause.
      const saved = 2 + round;
      await until(
        (message) => message.type === "event" && message.event.type === "checkpoint" && message.event.step >= saved,
      );
      child.kill("SIGKILL");
      expect((await ended).signal).toBe("SIGKILL");
      const { checkpoint, skipped } = await newestValidCheckpoint(runDir);
      expect(skipped).toEqual([]);
      expect(checkpoint.manifest.step).toBeGreaterThanOrEqual(saved);
    }
  });

  it("ends at once at a loss that is no number, and keeps the checkpoint before it", async () => {
    const { last, points, code } = await train({
      ...LONG,
      checkpointEvery: 1,
      optimizer: { kind: "sgd", learningRate: 1000, momentum: 0.9, nesterov: false, weightDecay: 0 },
    });
    expect(last).toMatchObject({ type: "failed", error: { code: "NON_FINITE_LOSS" } });
    expect(code).toBe(1);
    const { checkpoint } = await newestValidCheckpoint(runDir);
    expect(checkpoint.manifest.step).toBeLessThanOrEqual(points.at(-1)?.step ?? 0);
  });

  it.each<[string, Partial<RunConfig>, { code: string; message: RegExp }]>([
    ["a device that is not there", { device: "gpu:9" }, { code: "DEVICE_UNAVAILABLE", message: /gpu:9 .* cpu/ }],
    [
      "a batch larger than the set",
      { batch: 65 },
      { code: "DATA_MISMATCH", message: /64 training images, fewer than a batch of 65/ },
    ],
    ["weights that are missing", { init: "/nowhere/w.safetensors" }, { code: "FILE_NOT_FOUND", message: /nowhere/ }],
    [
      "weights of another network",
      { architecture: findPreset("resnet20") },
      {
        code: "WEIGHTS_MISMATCH",
        message: /conv1\.weight with shape \[4, 3, 3, 3\]; the network needs \[16, 3, 3, 3\]/,
      },
    ],
  ])("says what is wrong: %s", async (_what, changes, { code, message }) => {
    const { last } = await train(changes);
    expect(last).toMatchObject({ type: "failed", error: { code, message: expect.stringMatching(message) } });
  });

  it("says when a checkpoint can't be written", async () => {
    await mkdir(runDir);
    await writeFile(join(runDir, "checkpoints"), "a file where the folder should be");
    const { last } = await train();
    expect(last).toMatchObject({ type: "failed", error: { code: "FILE_NOT_WRITABLE" } });
  });

  it("refuses what is no job", async () => {
    const { child, messages, ended } = startJob(trainerPath, { kind: "bench" } as never);
    expect((await ended).code).toBe(1);
    expect(messages).toEqual([{ type: "failed", error: expect.objectContaining({ code: "TRAINER_PROTOCOL" }) }]);
    expect(child.connected).toBe(false);
  });

  it("benches a round for each request", async () => {
    const job = { kind: "bench", architecture: findPreset("resnet20"), batch: 8, steps: 2, device: "cpu" } as const;
    const { child, messages, ended, until } = startJob(trainerPath, job);
    child.send({ type: "round" });
    await until((message) => message.type === "round");
    child.send({ type: "round" });
    await until(() => messages.filter((message) => message.type === "round").length === 2);
    child.send({ type: "stop" });
    await ended;
    for (const message of messages) {
      if (message.type !== "round") continue;
      expect(message.round.imagesPerSecond).toBeGreaterThan(0);
      expect(message.round.outsideTensorFlowShare).toBeGreaterThan(0);
      expect(message.round.outsideTensorFlowShare).toBeLessThan(1);
      expect(message.round.memoryBytes).toBeGreaterThan(50e6);
      expect(message.round.peakMemoryBytes).toBeGreaterThan(50e6);
    }
    expect(messages.at(-1)).toEqual({ type: "done", outcome: { kind: "completed" } });
  });

  it("probes TensorFlow and its devices", async () => {
    const { last, code } = await runJob(trainerPath, { kind: "probe" });
    expect(last).toMatchObject({
      type: "done",
      outcome: {
        kind: "probed",
        result: {
          tensorflow: expect.stringMatching(/^2\./),
          devices: expect.arrayContaining([{ id: "cpu", name: expect.any(String) }]),
        },
      },
    });
    expect(code).toBe(0);
  });
});
