/** The loop over real files and real checkpoints, with a model that needs no TensorFlow and batches from this thread. */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findPreset } from "../../../src-main/common/arch/presets";
import type { TrainingEvent } from "../../../src-main/common/run/events";
import type { RunConfig } from "../../../src-main/common/train/run-config";
import { newestValidCheckpoint } from "../../../src-main/interop/checkpoint";
import { encodeSafetensors, readSafetensors } from "../../../src-main/interop/safetensors";
import { train } from "../../../src-main/trainer/train";
import { streams } from "./fake-batches";
import { type FakeModel, fakeModel } from "./fake-model";

vi.mock("../../../src-main/trainer/data/batches", () => import("./fake-batches"));

/** A CIFAR-10 folder whose training labels count up and wrap; batch 4 gives three steps an epoch. */
async function writeCifar(dir: string): Promise<void> {
  const record = (label: number) => Buffer.alloc(1 + 3 * 32 * 32, label);
  for (let file = 1; file <= 5; file++) {
    const labels = file === 1 ? [0, 1, 2, 3, 4] : file === 5 ? [5, 6] : [7 + file - 2, 9];
    await writeFile(join(dir, `data_batch_${file}.bin`), Buffer.concat(labels.map(record)));
  }
  await writeFile(join(dir, "test_batch.bin"), Buffer.concat([1, 1, 4].map(record)));
}
const TRAIN_LABELS = [0, 1, 2, 3, 4, 7, 9, 8, 9, 9, 9, 5, 6];

describe("the training loop", () => {
  let dir = "";
  let runDir = "";
  let config: RunConfig;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "residua-loop-"));
    runDir = join(dir, "run");
    await writeCifar(dir);
    config = {
      version: 1,
      architecture: findPreset("resnet20"),
      data: { dataset: "cifar10", dir, augment: "none", shuffle: false },
      batch: 4,
      budget: { unit: "epochs", count: 2 },
      optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 0 },
      schedule: { kind: "step", milestones: [4], gamma: 0.1 },
      seed: 1,
      device: "cpu",
    };
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function run(
    changes: Partial<RunConfig>,
    model: FakeModel = fakeModel(),
    stopAfter = Number.POSITIVE_INFINITY,
  ) {
    const events: TrainingEvent[] = [];
    const outcome = await train(
      { kind: "train", config: { ...config, ...changes }, runDir },
      {
        createModel: () => model,
        engine: { tensorflow: "0.0.0", device: "fake" },
        emit: (event) => events.push(event),
        stopRequested: () => model.calls.length >= stopAfter,
      },
    ).catch((thrown: unknown) => thrown);
    const points = events.flatMap((event) => (event.type === "steps" ? event.points : []));
    const order = events.flatMap((event) => {
      if (event.type === "checkpoint") return `checkpoint ${event.step}`;
      return event.type === "epoch" ? `epoch ${event.epoch} at ${event.step}` : [];
    });
    expect(model.closed).toBe(true);
    expect(streams.open).toBe(0);
    return { outcome, events, points, order, model };
  }

  it("runs its epochs in file order, follows the schedule, scores and saves at each epoch's end", async () => {
    const { outcome, events, points, order, model } = await run({});
    expect(outcome).toBe("completed");
    expect(events[0]).toEqual({
      type: "started",
      tensorflow: "0.0.0",
      step: 0,
      device: "fake",
      parameters: 2,
      trainCount: 13,
      validationCount: 3,
      stepsPerEpoch: 3,
      totalSteps: 6,
    });
    // The thirteenth record makes no batch; the second epoch begins anew.
    const epochLabels = TRAIN_LABELS.slice(0, 12);
    expect(model.calls.flatMap((call) => call.labels)).toEqual([...epochLabels, ...epochLabels]);
    expect(model.calls.map((call) => call.learningRate)).toEqual(
      [0.1, 0.1, 0.1, 0.1, 0.01, 0.01].map((rate) => expect.closeTo(rate, 12)),
    );
    expect(points.map(({ step, loss }) => [step, loss])).toEqual([1, 2, 3, 4, 5, 6].map((step) => [step, 1 / step]));
    expect(order).toEqual(["epoch 1 at 3", "checkpoint 3", "epoch 2 at 6", "checkpoint 6"]);
  });

  it("gives the means of an epoch's steps and of the whole test split", async () => {
    const { events } = await run({});
    const epochs = events.filter((event) => event.type === "epoch");
    expect(epochs.map((epoch) => epoch.train)).toEqual([
      { loss: expect.closeTo((1 + 1 / 2 + 1 / 3) / 3, 12), accuracy: 0.5, count: 12 },
      { loss: expect.closeTo((1 / 4 + 1 / 5 + 1 / 6) / 3, 12), accuracy: 0.5, count: 12 },
    ]);
    expect(epochs[0]?.validation).toEqual({ loss: 2, accuracy: 0, count: 3 });
  });

  it("ends a budget of steps in the middle of an epoch with a score and a checkpoint", async () => {
    const { outcome, events, order } = await run({ budget: { unit: "steps", count: 5 } });
    expect(outcome).toBe("completed");
    expect(events[0]).toMatchObject({ stepsPerEpoch: 3, totalSteps: 5 });
    expect(order).toEqual(["epoch 1 at 3", "checkpoint 3", "epoch 2 at 5", "checkpoint 5"]);
    expect(events.find((event) => event.type === "epoch" && event.epoch === 2)).toMatchObject({ train: { count: 8 } });
  });

  it("saves every N steps when told to, and always at the end", async () => {
    const { order } = await run({ checkpointEvery: 2, budget: { unit: "steps", count: 7 } });
    expect(order).toEqual([
      "checkpoint 2",
      "epoch 1 at 3",
      "checkpoint 4",
      "epoch 2 at 6",
      "checkpoint 6",
      "epoch 3 at 7",
      "checkpoint 7",
    ]);
  });

  it("records where to go on", async () => {
    await run({ budget: { unit: "steps", count: 4 } });
    const { manifest, model } = (await newestValidCheckpoint(runDir)).checkpoint;
    expect(manifest).toMatchObject({
      step: 4,
      epoch: 2,
      batchesOfEpoch: 1,
      seed: 1,
      versions: { tensorflow: "0.0.0" },
    });
    expect((await readSafetensors(model)).tensors[0]?.data).toEqual(Float32Array.of(4, 4));
  });

  it("goes on from the last checkpoint as if nothing had happened", async () => {
    const straight = await run({ budget: { unit: "epochs", count: 3 } });
    await rm(runDir, { recursive: true });
    const first = await run({ budget: { unit: "epochs", count: 3 } }, fakeModel(), 5);
    expect(first.outcome).toBe("stopped");
    const second = await run({ budget: { unit: "epochs", count: 3 } });
    expect(second.outcome).toBe("completed");
    expect(second.events[0]).toMatchObject({ type: "started", step: 5, totalSteps: 9 });
    expect(second.points.map(({ step }) => step)).toEqual([6, 7, 8, 9]);
    const rates = ({ points }: typeof straight) => points.map(({ step, learningRate }) => [step, learningRate]);
    expect([...rates(first), ...rates(second)]).toEqual(rates(straight));
    expect([...first.order, ...second.order]).toEqual([
      "epoch 1 at 3",
      "checkpoint 3",
      "checkpoint 5",
      "epoch 2 at 6",
      "checkpoint 6",
      "epoch 3 at 9",
      "checkpoint 9",
    ]);
  });

  it("goes on beyond its first end when it was made longer, in the middle of an epoch too", async () => {
    await run({ budget: { unit: "steps", count: 4 } });
    const longer = await run({ budget: { unit: "steps", count: 6 } });
    expect(longer.points.map(({ step }) => step)).toEqual([5, 6]);
    expect(longer.order).toEqual(["epoch 2 at 6", "checkpoint 6"]);
  });

  it("refuses a checkpoint of another configuration", async () => {
    await run({ budget: { unit: "steps", count: 2 } });
    const { outcome } = await run({ seed: 2, budget: { unit: "steps", count: 4 } });
    expect(outcome).toMatchObject({ code: "CHECKPOINT_MISMATCH" });
  });

  it("stops after the current step, saves, and tells every step", async () => {
    const { outcome, points, order } = await run({}, fakeModel(), 2);
    expect(outcome).toBe("stopped");
    expect(points.map((point) => point.step)).toEqual([1, 2]);
    expect(order).toEqual(["checkpoint 2"]);
  });

  it("stops during evaluation, which then counts as not made", async () => {
    const { outcome, order } = await run({}, fakeModel(), 3);
    expect(outcome).toBe("stopped");
    expect(order).toEqual(["checkpoint 3"]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "ends at once at a loss of %d and keeps the finite checkpoint",
    async (loss) => {
      const { outcome, points, order, model } = await run(
        { checkpointEvery: 1 },
        fakeModel((step) => (step === 3 ? loss : 1)),
      );
      expect(outcome).toMatchObject({
        code: "NON_FINITE_LOSS",
        message: expect.stringMatching(/at step 3 .*step 2 is kept/),
      });
      expect(points.at(-1)).toMatchObject({ step: 3, loss: null });
      expect(order).toEqual(["checkpoint 1", "checkpoint 2"]);
      expect(model.calls).toHaveLength(3);
    },
  );

  it("never saves weights that are no numbers, whatever the loss says", async () => {
    const model = fakeModel();
    const readWeights = model.readWeights.bind(model);
    model.readWeights = () => {
      const weights = readWeights();
      if (model.calls.length === 2 && weights[0]?.dtype === "F32") weights[0].data[1] = Number.NaN;
      return weights;
    };
    const { outcome, order } = await run({ checkpointEvery: 1 }, model);
    expect(outcome).toMatchObject({
      code: "NON_FINITE_LOSS",
      message: expect.stringMatching(/fc\.bias .*after step 2/),
    });
    expect(order).toEqual(["checkpoint 1"]);
    expect(await readdir(join(runDir, "checkpoints"))).toEqual(["step-00000001"]);
  });

  it("refuses weights that are not the network's before the first step", async () => {
    const init = join(dir, "init.safetensors");
    await writeFile(
      init,
      encodeSafetensors([{ name: "conv1.weight", dtype: "F32", shape: [1], data: new Float32Array(1) }]),
    );
    const { outcome, events } = await run({ init });
    expect(outcome).toMatchObject({
      code: "WEIGHTS_MISMATCH",
      message: expect.stringContaining("needs [16, 3, 3, 3]"),
    });
    expect(events).toEqual([]);
  });
});
