/** Finding and checking sets as the service does before a run is written. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { datasetInfoSchema } from "../../../src-main/common/contract/host";
import { DATASETS } from "../../../src-main/common/data/datasets";
import type { DataConfig } from "../../../src-main/common/train/run-config";
import { checkDataset, listDatasets } from "../../../src-main/service/datasets";
import { loadData } from "../../../src-main/trainer/data/load";
import { cifarSet, folderWith, idx, idxSet } from "../../unit/interop-data/files";

const config = (over: Partial<DataConfig> = {}): DataConfig => ({
  dataset: "mnist",
  augment: "none",
  shuffle: false,
  ...over,
});
const FASHION = DATASETS["fashion-mnist"].places[0] ?? "";

describe("the list of sets", () => {
  it("has every set, says what to do for missing ones, and fits the contract", async () => {
    const list = await listDatasets(folderWith({}));
    for (const info of list) expect(datasetInfoSchema.parse(info)).toEqual(info);
    expect(list.map(({ name }) => name)).toEqual(["shapes", "fashion-mnist", "mnist", "cifar10"]);
    const byName = Object.fromEntries(list.map((info) => [info.name, info]));
    expect(byName["shapes"]).toMatchObject({ state: "ready", dir: null, hint: null, fetchBytes: null });
    expect(byName["cifar10"]).toMatchObject({ state: "missing", dir: null, fetchBytes: 170_052_171 });
    expect(byName["cifar10"]?.hint).toContain("datasets fetch cifar10 (170 MB)");
  });

  it("finds a set in the store only when all its files are there", async () => {
    const store = folderWith({});
    const dir = join(store, "datasets", "cifar10");
    mkdirSync(dir, { recursive: true });
    const state = async () => (await listDatasets(store)).find(({ name }) => name === "cifar10")?.state;
    writeFileSync(join(dir, "data_batch_1.bin"), new Uint8Array(3073));
    expect(await state()).toBe("missing");
    writeFileSync(join(dir, "test_batch.bin"), new Uint8Array(3073));
    expect(await state()).toBe("ready");
  });
});

describe("checking a run's data", () => {
  it("gives the folder, the run's own before the known places", async () => {
    const store = folderWith({});
    const own = folderWith(idxSet(3, 2));
    expect(await checkDataset(config({ dir: own }), store)).toMatchObject({ dir: own });

    const stored = join(store, "datasets", "mnist");
    mkdirSync(stored, { recursive: true });
    for (const [name, bytes] of Object.entries(idxSet(3, 2))) writeFileSync(join(stored, name), bytes);
    expect(await checkDataset(config(), store)).toMatchObject({ dir: stored });
  });

  it("needs no folder for shapes, and refuses one", async () => {
    const store = folderWith({});
    expect(await checkDataset(config({ dataset: "shapes" }), store)).toMatchObject({ dir: null });
    await expect(checkDataset(config({ dataset: "shapes", dir: store }), store)).rejects.toMatchObject({
      code: "DATA_MISMATCH",
    });
  });

  it.each([
    ["a set that is nowhere", () => config(), "DATA_NOT_FOUND", "datasets fetch mnist (12 MB)"],
    ["a folder that is not there", () => config({ dir: "/nowhere/at/all" }), "DATA_NOT_FOUND", "/nowhere/at/all"],
    ["a folder without the files", () => config({ dir: folderWith({}) }), "DATA_NOT_FOUND", "t10k-labels-idx1-ubyte"],
    [
      "a damaged test split",
      () => config({ dir: folderWith({ ...idxSet(3, 2), "t10k-labels-idx1-ubyte": idx([2], Uint8Array.of(0)) }) }),
      "DATA_CORRUPT",
      "t10k-labels-idx1-ubyte",
    ],
    [
      "a truncated CIFAR file",
      () => {
        const files = cifarSet(2, 2);
        return config({
          dataset: "cifar10",
          dir: folderWith({ ...files, "test_batch.bin": new Uint8Array(3073 * 2 - 1) }),
        });
      },
      "DATA_CORRUPT",
      "test_batch.bin has 6145 bytes",
    ],
    [
      "statistics for other channels",
      () => config({ dir: folderWith(idxSet(3, 2)), mean: [0.5, 0.5, 0.5] }),
      "DATA_MISMATCH",
      "mean has 3 values, and MNIST has 1 channel",
    ],
  ])("refuses %s", async (_, made, code, part) => {
    await expect(checkDataset(made(), folderWith({}))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(part),
    });
  });

  it("writes nothing", async () => {
    const store = folderWith({});
    rmSync(store, { recursive: true });
    await checkDataset(config(), store).catch(() => undefined);
    await listDatasets(store);
    expect(existsSync(store)).toBe(false);
  });
});

describe("loading", () => {
  it("reads what was checked", async () => {
    const dir = folderWith(cifarSet(4, 3));
    const data = await loadData(config({ dataset: "cifar10", dir }), { input: [3, 32, 32], classes: 10 });
    expect([data.train.count, data.test.count]).toEqual([4, 3]);
    expect(data.mean).toEqual(DATASETS.cifar10.mean);
  });

  it("refuses a network for other images or fewer classes", async () => {
    const dir = folderWith(idxSet(3, 2));
    for (const architecture of [
      { input: [3, 32, 32] as [number, number, number], classes: 10 },
      { input: [1, 28, 28] as [number, number, number], classes: 9 },
    ]) {
      await expect(loadData(config({ dir }), architecture)).rejects.toMatchObject({ code: "DATA_MISMATCH" });
    }
  });

  it.skipIf(!existsSync(FASHION))(`reads the real Fashion-MNIST (needs ${FASHION})`, async () => {
    const wanted = config({ dataset: "fashion-mnist" });
    const { dir } = await checkDataset(wanted, folderWith({}));
    expect(dir).toBe(FASHION);
    const data = await loadData({ ...wanted, dir: FASHION }, { input: [1, 28, 28], classes: 10 });
    expect([data.train.count, data.test.count]).toEqual([60_000, 10_000]);
    expect([...data.train.labels.subarray(0, 5)]).toEqual([9, 0, 0, 3, 0]);
    for (const split of [data.train, data.test]) {
      const perClass = new Map<number, number>();
      for (const label of split.labels) perClass.set(label, (perClass.get(label) ?? 0) + 1);
      expect([...perClass.values()]).toEqual(Array.from({ length: 10 }, () => split.count / 10));
    }
    const sum = data.train.images.reduce((total, byte) => total + byte, 0);
    expect(sum / data.train.images.length / 255).toBeCloseTo(data.mean[0] ?? 0, 5);
  });
});
