import { describe, expect, it } from "vitest";
import type { Calibration } from "../../../src-main/common/arch/step-time";
import { temporaryFolder, temporaryStore } from "./helpers";

const calibration = (changes: Partial<Calibration> = {}): Calibration => ({
  device: "cpu",
  tensorflow: "2.21.0",
  at: 1_000,
  costs: { macs: 1e-11, bytes: 5e-11, launches: 9e-5, weights: 0 },
  uncertainty: 0.12,
  points: [{ net: "narrow maps", batch: 64, measured: 0.03, predicted: 0.029 }],
  ...changes,
});

describe("stored calibrations", () => {
  it("are there again after a restart, for their device alone", () => {
    const dir = temporaryFolder();
    const before = temporaryStore(dir);
    expect(before.calibration("cpu")).toBeNull();
    before.saveCalibration(calibration());
    expect(temporaryStore(dir).calibration("cpu")).toEqual(calibration());
    expect(before.calibration("gpu:0")).toBeNull();
  });

  it("give way to the next of the same device and version, and to a newer version's", () => {
    const store = temporaryStore();
    store.saveCalibration(calibration());
    store.saveCalibration(calibration({ at: 2_000, uncertainty: 0.05 }));
    expect(store.calibration("cpu")?.uncertainty).toBe(0.05);
    store.saveCalibration(calibration({ at: 3_000, tensorflow: "2.22.0" }));
    expect(store.calibration("cpu")?.tensorflow).toBe("2.22.0");
  });
});
