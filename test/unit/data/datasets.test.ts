import { describe, expect, it } from "vitest";
import { DATASETS, findDataset } from "../../../src-main/common/data/datasets";
import { pixelStatistics } from "../../../src-main/common/data/statistics";
import { ResiduaError } from "../../../src-main/common/errors";
import { DATASET_NAMES, type DataConfig } from "../../../src-main/common/train/run-config";

const config = (over: Partial<DataConfig>): DataConfig => ({
  dataset: "cifar10",
  augment: "none",
  shuffle: false,
  ...over,
});

describe("the rows of data sets", () => {
  it.each(DATASET_NAMES)("%s is consistent in itself", (name) => {
    const set = DATASETS[name];
    expect(set.name).toBe(name);
    expect(set.mean).toHaveLength(set.input[0]);
    expect(set.std).toHaveLength(set.input[0]);
    expect(new Set(set.classes).size).toBe(set.classes.length);
    expect(set.homes.length > 0).toBe(set.downloads.length > 0);
    for (const { bytes, sha256 } of set.downloads) {
      expect(bytes).toBeGreaterThan(0);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("are found by name, or a near one is suggested", () => {
    expect(findDataset("mnist")).toBe(DATASETS.mnist);
    let refused: unknown;
    try {
      findDataset("fashion-mnst");
    } catch (thrown) {
      refused = thrown;
    }
    expect(refused).toBeInstanceOf(ResiduaError);
    expect(refused).toMatchObject({ code: "UNKNOWN_DATASET", field: "dataset" });
    expect((refused as Error).message).toContain("Did you mean fashion-mnist?");
  });

  it("are not found by the names of Object's own properties", () => {
    for (const name of ["constructor", "__proto__", "toString"])
      expect(() => findDataset(name)).toThrow("accepted are");
  });
});

describe("pixel statistics", () => {
  it("are the set's own, unless a run has others", () => {
    expect(pixelStatistics(config({})).mean).toEqual([0.4914, 0.4822, 0.4465]);
    expect(pixelStatistics(config({ mean: [0, 0.1, 0.2] }))).toEqual({
      mean: [0, 0.1, 0.2],
      std: [0.247, 0.2435, 0.2616],
    });
  });

  it("must be one for each channel", () => {
    const refused = () => pixelStatistics(config({ std: [1] }));
    expect(refused).toThrow(expect.objectContaining({ code: "DATA_MISMATCH", field: "data.std" }));
    expect(refused).toThrow("std has 1 value, and CIFAR-10 has 3 channels");
  });
});
