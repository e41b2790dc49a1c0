/** From files to files: a CIFAR folder and PyTorch's weights in, a checkpoint out that equals PyTorch's own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newestValidCheckpoint } from "../../../src-main/interop/checkpoint";
import { readSafetensors } from "../../../src-main/interop/safetensors";
import { GOLDENS, goldenWeights, tolerances, weightDistance } from "../../golden/golden";
import { buildTrainer, goldenConfig, runJob, writeGoldenFolder } from "./trainer";

const WHOLE_IMAGES = GOLDENS.filter(({ architecture }) => architecture.input.join() === "3,32,32");

let trainerPath = "";
let dir = "";
beforeAll(async () => {
  trainerPath = await buildTrainer();
  dir = await mkdtemp(join(tmpdir(), "residua-parity-"));
  await writeGoldenFolder(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe.each(WHOLE_IMAGES)("$name through the whole trainer", (golden) => {
  const tolerance = tolerances(golden);

  it("has PyTorch's losses, weights, running statistics and test score", async () => {
    const runDir = join(dir, golden.name);
    const config = goldenConfig(golden, dir);
    const { events, points, last, code } = await runJob(trainerPath, { kind: "train", config, runDir });
    expect(last).toEqual({ type: "done", outcome: { kind: "completed" } });
    expect(code).toBe(0);

    const [started] = events;
    if (started?.type !== "started") throw new Error("The first event is not `started`.");
    console.log(`${golden.name}: TensorFlow ${started.tensorflow} on ${started.device}`);
    expect(started).toMatchObject({ trainCount: 64, validationCount: 64, stepsPerEpoch: 8, totalSteps: 8 });
    expect(points.map((point) => point.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [index, { loss }] of points.entries()) {
      const expected = golden.losses[index] ?? Number.NaN;
      expect(Math.abs((loss ?? Number.NaN) - expected) / expected).toBeLessThan(tolerance.losses);
    }

    const { checkpoint } = await newestValidCheckpoint(runDir);
    const { tensors } = await readSafetensors(checkpoint.model);
    expect(weightDistance(tensors, goldenWeights(golden, "final"))).toBeLessThan(tolerance.weights);

    const epoch = events.find((event) => event.type === "epoch");
    expect(epoch?.validation).toMatchObject({ count: 64, accuracy: expect.closeTo(golden.evaluation.accuracy, 6) });
    // Weights differ in their last places, and the loss with them.
    const allowed = tolerance.losses + 10 * tolerance.weights;
    expect(Math.abs((epoch?.validation.loss ?? Number.NaN) - (golden.evaluation.loss ?? 0))).toBeLessThan(10 * allowed);

    // The same score again from the checkpoint's file, in another process and with another batch.
    const { architecture, data, device } = config;
    const weights = checkpoint.model;
    const again = await runJob(trainerPath, { kind: "evaluate", architecture, data, weights, batch: 40, device });
    expect(again.last).toMatchObject({
      type: "done",
      outcome: {
        kind: "evaluated",
        score: {
          loss: expect.closeTo(epoch?.validation.loss ?? Number.NaN, 5),
          accuracy: expect.closeTo(epoch?.validation.accuracy ?? Number.NaN, 9),
          count: 64,
        },
      },
    });
  });
});
