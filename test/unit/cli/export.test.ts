import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { NamedTensor } from "../../../src-main/common/tensors";
import { decodeSafetensors } from "../../../src-main/interop/safetensors";
import { exportWeights } from "../../../src-main/service/export";
import { ownProcess, type Store } from "../../../src-main/store";
import { saveCheckpoint } from "../../../src-main/trainer/checkpoint";
import { runConfig, temporaryStore } from "../store/helpers";

const tensor = (value: number): NamedTensor => ({ name: "w", dtype: "F32", shape: [1], data: Float32Array.of(value) });

/** A run with a checkpoint after each of these steps, whose only weight is the step's number. */
async function runWith(store: Store, steps: readonly number[]): Promise<{ id: string; folders: string[] }> {
  const { id } = store.createRun({ name: "r", config: runConfig(), owner: ownProcess() });
  const manifest = {
    epoch: 1,
    seed: 1,
    batchesOfEpoch: 0,
    scoredStep: 0,
    epochSums: { loss: 0, accuracy: 0 },
    warmUp: { done: true, errors: [] },
    elapsed: 0,
    configSha256: "",
    versions: { node: "", tensorflow: "" },
  };
  const folders: string[] = [];
  for (const step of steps) {
    const state = { model: [tensor(step)], optimizer: [], manifest: { ...manifest, step } };
    folders.push(await saveCheckpoint(store.makeRunDir(id), state));
  }
  return { id, folders };
}

const weightIn = (path: string) => decodeSafetensors(readFileSync(path)).tensors[0]?.data[0];

it("hands out the newest checkpoint's weights, in place of what was there", async () => {
  const store = temporaryStore();
  const { id } = await runWith(store, [5, 9]);
  const out = join(store.dir, "out.safetensors");
  appendFileSync(out, "something old");
  expect(await exportWeights({ store }, id, out)).toMatchObject({ path: out, step: 9, skipped: [] });
  expect(weightIn(out)).toBe(9);
  expect(readdirSync(store.dir).filter((name) => name.includes("partial"))).toEqual([]);
});

it("falls back behind a damaged checkpoint, and says so", async () => {
  const store = temporaryStore();
  const { id, folders } = await runWith(store, [5, 9]);
  appendFileSync(join(folders[1] ?? "", "model.safetensors"), "x");
  const out = join(store.dir, "out.safetensors");
  const { step, skipped } = await exportWeights({ store }, id, out);
  expect([step, weightIn(out)]).toEqual([5, 5]);
  expect(skipped).toMatchObject([expect.stringContaining("step-00000009")]);
});

it("writes nothing where it can't, and says what is accepted", async () => {
  const store = temporaryStore();
  const { id } = await runWith(store, [5]);
  const folder = join(store.dir, "folder");
  mkdirSync(folder);
  const refused = { code: "FILE_NOT_WRITABLE", field: "out" };
  await expect(exportWeights({ store }, id, folder)).rejects.toMatchObject(refused);
  await expect(exportWeights({ store }, id, join(store.dir, "nowhere", "out"))).rejects.toMatchObject(refused);
  expect(existsSync(join(store.dir, "nowhere"))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

it("knows runs without weights, and runs that are not there", async () => {
  const store = temporaryStore();
  const { id } = await runWith(store, []);
  const out = join(store.dir, "out.safetensors");
  await expect(exportWeights({ store }, id, out)).rejects.toMatchObject({ code: "NO_CHECKPOINT" });
  await expect(exportWeights({ store }, "nobody", out)).rejects.toMatchObject({ code: "UNKNOWN_RUN" });
  expect(existsSync(out)).toBe(false);
});
