import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ResiduaError } from "../../../src-main/common/errors";
import type { RunJob } from "../../../src-main/service";
import { cpuCheck, doctorReport, storeCheck } from "../../../src-main/service/doctor";
import { interestingFeatures } from "../../../src-main/service/doctor/cpu";
import { inspectFolder } from "../../../src-main/service/doctor/folder";

const GIB = 2 ** 30;
const FOUND = { tensorflow: "2.21.0", devices: [{ id: "cpu", name: "Some CPU" }] };

/** Trainers that answer a probe like this. */
const answering = (result: () => Promise<typeof FOUND>) =>
  (async () => ({ kind: "probed", result: await result() })) as unknown as RunJob;

function report(runJob: RunJob) {
  const dir = mkdtempSync(join(tmpdir(), "residua-doctor-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return doctorReport({ dir: join(dir, "store"), host: "web", runJob });
}

describe("the doctor", () => {
  it("reports the engine that a trainer found", async () => {
    const { ok, tensorflow, devices, host, checks } = await report(answering(async () => FOUND));
    expect({ tensorflow, devices, host }).toEqual({ ...FOUND, host: "web" });
    expect(checks.find(({ id }) => id === "engine")).toEqual({
      id: "engine",
      ok: true,
      detail: "TensorFlow 2.21.0 on cpu (Some CPU)",
      remedy: null,
    });
    const needed = checks.filter(({ id }) => ["engine", "cpu", "memory", "store"].includes(id));
    expect(ok).toBe(needed.every((check) => check.ok));
  });

  it("is a report too when there is no engine, with reason and remedy apart", async () => {
    const missing = new ResiduaError(
      "ENGINE_UNAVAILABLE",
      "TensorFlow's library is not in /cache/x-1.2. Run `npm run setup`: it gets it.",
    );
    const { ok, tensorflow, devices, checks } = await report(answering(() => Promise.reject(missing)));
    expect({ ok, tensorflow, devices }).toEqual({ ok: false, tensorflow: null, devices: [] });
    expect(checks.find(({ id }) => id === "engine")).toEqual({
      id: "engine",
      ok: false,
      detail: "TensorFlow's library is not in /cache/x-1.2.",
      remedy: "Run `npm run setup`: it gets it.",
    });
  });

  it("has a line for every data set, and what to do about missing ones", async () => {
    const { checks } = await report(answering(async () => FOUND));
    const sets = checks.filter(({ id }) => id.startsWith("dataset "));
    expect(sets.map(({ id }) => id)).toEqual(
      ["shapes", "fashion-mnist", "mnist", "cifar10"].map((name) => `dataset ${name}`),
    );
    expect(sets[0]).toMatchObject({ ok: true, remedy: null });
    for (const { ok, remedy } of sets) expect(remedy === null).toBe(ok);
  });

  it("wants a folder that can be written to, with room for checkpoints", () => {
    expect(storeCheck("/d", { freeBytes: 3 * GIB, writable: true })).toMatchObject({ ok: true, remedy: null });
    expect(storeCheck("/d", { freeBytes: GIB, writable: true })).toMatchObject({
      ok: false,
      remedy: expect.stringContaining("Free some space"),
    });
    expect(storeCheck("/d", { freeBytes: 3 * GIB, writable: false })).toMatchObject({
      ok: false,
      remedy: expect.stringContaining("--store"),
    });
  });

  it("looks at the folder above one that is not made yet", async () => {
    const { freeBytes, writable } = await inspectFolder(join(tmpdir(), "not", "made", "yet"));
    expect(writable).toBe(true);
    expect(freeBytes).toBeGreaterThan(0);
  });
});

describe("the processor's features", () => {
  it("are told in one vocabulary, in one order", () => {
    expect(interestingFeatures("flags\t\t: fpu avx2 sse4_2 fma avx avx512f_not")).toEqual([
      "sse4_2",
      "avx",
      "fma",
      "avx2",
    ]);
    expect(interestingFeatures("FPU SSE4.2 FMA AVX1.0\nAVX2 BMI1")).toEqual(["sse4_2", "avx", "fma", "avx2"]);
    expect(interestingFeatures("Features\t: fp asimd i8mm bf16")).toEqual(["asimd", "bf16", "i8mm"]);
  });

  it.runIf(process.arch === "x64")("must include AVX where TensorFlow was built with it", () => {
    expect(cpuCheck({ model: "Old", features: ["sse4_2"] })).toMatchObject({ ok: false, remedy: expect.any(String) });
    expect(cpuCheck({ model: "New", features: ["sse4_2", "avx"] })).toMatchObject({ ok: true, remedy: null });
    expect(cpuCheck({ model: "Unknown", features: [] })).toMatchObject({ ok: true });
  });
});
