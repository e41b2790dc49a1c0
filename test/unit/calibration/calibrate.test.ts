import { describe, expect, it } from "vitest";
import { analyse } from "../../../src-main/common/arch/analysis";
import { findPreset } from "../../../src-main/common/arch/presets";
import { type Costs, predictStepTime, secondsOf } from "../../../src-main/common/arch/step-time";
import type { CalibrationProgress } from "../../../src-main/common/contract/host";
import type { BenchJob, Job } from "../../../src-main/common/contract/trainer";
import type { RunJob, ServiceContext } from "../../../src-main/service";
import { calibrate } from "../../../src-main/service/calibration/calibrate";
import { CALIBRATION_NETS } from "../../../src-main/service/calibration/nets";
import { ownProcess, type Store } from "../../../src-main/store";
import { runConfig, temporaryStore } from "../store/helpers";

/** Of a machine that doesn't exist: seconds per multiply-accumulate, byte, launch and byte of weights. */
const COSTS: Costs = { macs: 1e-11, bytes: 5e-11, launches: 9e-5, weights: 6e-10 };

const secondsHere = ({ architecture, batch }: BenchJob) => secondsOf(analyse(architecture).work, batch, COSTS);

/** A trainer whose rounds take what `secondsOfRound` says. */
function trainerWith(secondsOfRound: (job: BenchJob, round: number) => number): RunJob {
  const run = async (job: Job, hooks: Parameters<RunJob>[1] = {}) => {
    if (job.kind === "probe") {
      return { kind: "probed", result: { tensorflow: "2.21.0", devices: [{ id: "cpu", name: "A CPU" }] } };
    }
    if (job.kind !== "bench") throw new Error("Only benches here.");
    for (let round = 0; ; round++) {
      hooks.signal?.throwIfAborted();
      const imagesPerSecond = job.batch / secondsOfRound(job, round);
      const figures = { outsideTensorFlowShare: 0, memoryBytes: 1, peakMemoryBytes: 1 };
      if (!(await hooks.onRound?.({ imagesPerSecond, ...figures }))) return { kind: "stopped" };
    }
  };
  return run as RunJob;
}

function contextWith(runJob: RunJob, store: Store = temporaryStore()): ServiceContext {
  return { dir: store.dir, host: "web", store, runJob };
}

async function all(stream: AsyncGenerator<CalibrationProgress, void>): Promise<CalibrationProgress[]> {
  const seen: CalibrationProgress[] = [];
  for await (const progress of stream) seen.push(progress);
  return seen;
}

describe("calibration", () => {
  it("finds what things cost, tells how far it is, and stores it", async () => {
    const context = contextWith(trainerWith(secondsHere));
    const seen = await all(calibrate(context, "cpu", undefined));
    const of = 2 * CALIBRATION_NETS.length;
    expect(seen.map(({ done }) => done)).toEqual(Array.from({ length: of + 1 }, (_, done) => done));
    expect(seen.slice(0, -1).every(({ calibration }) => calibration === null)).toBe(true);
    const { calibration } = seen.at(-1) ?? {};
    expect(calibration).toMatchObject({ device: "cpu", tensorflow: "2.21.0" });
    for (const name of ["macs", "bytes", "launches", "weights"] as const) {
      expect((calibration?.costs[name] ?? 0) / COSTS[name]).toBeCloseTo(1, 6);
    }
    expect(calibration?.uncertainty).toBeLessThan(1e-6);
    expect(context.store.calibration("cpu")).toEqual(calibration);

    const analysis = analyse(findPreset("resnet20"));
    const predicted = calibration ? predictStepTime(analysis, 128, calibration).seconds : 0;
    expect(predicted / secondsOf(analysis.work, 128, COSTS)).toBeCloseTo(1, 6);
  });

  it("is not misled by rounds in which the machine had other things to do", async () => {
    const disturbed = trainerWith((job, round) => secondsHere(job) * (round === 3 ? 1 : 1 + (round % 3)));
    const [last] = (await all(calibrate(contextWith(disturbed), "cpu", undefined))).slice(-1);
    expect((last?.calibration?.costs.macs ?? 0) / COSTS.macs).toBeCloseTo(1, 6);
  });

  it("is not misled by a minute in which it had nothing else than other things to do", async () => {
    let jobs = 0;
    const disturbed = trainerWith((job, round) => {
      if (round === 0) jobs += 1;
      return secondsHere(job) * (jobs <= 3 ? 4 : 1);
    });
    const [last] = (await all(calibrate(contextWith(disturbed), "cpu", undefined))).slice(-1);
    expect((last?.calibration?.costs.macs ?? 0) / COSTS.macs).toBeCloseTo(1, 6);
  });

  it("owns up to a machine that doesn't follow the four costs", async () => {
    // Every second network runs at half speed.
    const uneven = trainerWith((job) => {
      const place = CALIBRATION_NETS.findIndex(
        (net) => net.architecture === job.architecture && net.batch === job.batch,
      );
      return secondsHere(job) * (place % 2 === 0 ? 2 : 1);
    });
    const [last] = (await all(calibrate(contextWith(uneven), "cpu", undefined))).slice(-1);
    expect(last?.calibration?.uncertainty).toBeGreaterThan(0.3);
  });

  it("waits for no run: it says that one is being trained", async () => {
    const store = temporaryStore();
    const { id } = store.createRun({ name: "a run", config: runConfig(), owner: ownProcess() });
    store.move(id, "starting");
    const stream = calibrate(contextWith(trainerWith(secondsHere), store), "cpu", undefined);
    await expect(all(stream)).rejects.toMatchObject({ code: "DEVICE_BUSY" });
    expect(store.calibration("cpu")).toBeNull();
  });

  it("throws its measurements away when a run starts in between", async () => {
    const store = temporaryStore();
    const { id } = store.createRun({ name: "a run", config: runConfig(), owner: ownProcess() });
    const stream = calibrate(contextWith(trainerWith(secondsHere), store), "cpu", undefined);
    await stream.next();
    await stream.next();
    store.move(id, "starting");
    await expect(stream.next()).rejects.toMatchObject({ code: "DEVICE_BUSY" });
  });

  it("runs once at a time, and again after one that was left", async () => {
    const context = contextWith(trainerWith(secondsHere));
    const first = calibrate(context, "cpu", undefined);
    await first.next();
    await expect(calibrate(context, "cpu", undefined).next()).rejects.toMatchObject({ code: "DEVICE_BUSY" });
    await first.return();
    expect((await calibrate(context, "cpu", undefined).next()).value).toMatchObject({ done: 0 });
  });

  it("ends with its signal, storing nothing", async () => {
    const leave = new AbortController();
    const context = contextWith(trainerWith(secondsHere));
    const stream = calibrate(context, "cpu", leave.signal);
    await stream.next();
    leave.abort(new Error("left"));
    await expect(stream.next()).rejects.toThrow("left");
    expect(context.store.calibration("cpu")).toBeNull();
  });

  it("knows the device first", async () => {
    const stream = calibrate(contextWith(trainerWith(secondsHere)), "gpu:3", undefined);
    await expect(stream.next()).rejects.toMatchObject({ code: "DEVICE_UNAVAILABLE", field: "device" });
  });
});
