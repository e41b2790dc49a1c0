import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NamedTensor } from "../../../src-main/common/tensors";
import { newestValidCheckpoint } from "../../../src-main/interop/checkpoint";
import { readSafetensors } from "../../../src-main/interop/safetensors";
import { saveCheckpoint } from "../../../src-main/trainer/checkpoint";

/** Every call that touches the disk can be made to fail: the one with this number. */
const faults = vi.hoisted(() => ({ calls: 0, failing: Number.POSITIVE_INFINITY, code: "ENOSPC" }));

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:fs/promises")>();
  const step = async () => {
    faults.calls += 1;
    if (faults.calls === faults.failing)
      throw Object.assign(new Error(`${faults.code}: injected`), { code: faults.code });
  };
  return {
    ...real,
    mkdir: (...args: Parameters<typeof real.mkdir>) => step().then(() => real.mkdir(...args)),
    rename: (...args: Parameters<typeof real.rename>) => step().then(() => real.rename(...args)),
    open: async (...args: Parameters<typeof real.open>) => {
      await step();
      const file = await real.open(...args);
      const { writeFile, sync } = file;
      file.writeFile = (...data) => step().then(() => writeFile.apply(file, data));
      file.sync = () => step().then(() => sync.apply(file));
      return file;
    },
  };
});

const weights = (value: number): NamedTensor[] => [
  { name: "fc.bias", dtype: "F32", shape: [2], data: Float32Array.of(value, 1) },
];

function state(step: number) {
  return {
    model: weights(step),
    optimizer: weights(-step),
    manifest: {
      step,
      epoch: 1,
      batchesOfEpoch: step,
      scoredStep: 0,
      epochSums: { loss: 0, accuracy: 0 },
      warmUp: { done: true, errors: [] },
      elapsed: 0,
      seed: 7,
      configSha256: "c".repeat(64),
      versions: { node: "20", tensorflow: "2" },
    },
  };
}

describe("checkpoints", () => {
  let runDir = "";
  const folder = () => join(runDir, "checkpoints");
  beforeEach(async () => {
    runDir = await mkdtemp(join(tmpdir(), "residua-checkpoint-"));
  });
  afterEach(async () => {
    faults.failing = Number.POSITIVE_INFINITY;
    await rm(runDir, { recursive: true });
  });

  it("are found again with what was saved, and two generations are kept", async () => {
    for (const step of [5, 10, 15]) await saveCheckpoint(runDir, state(step));
    expect(await readdir(folder())).toEqual(["step-00000010", "step-00000015"]);
    const { checkpoint, skipped } = await newestValidCheckpoint(runDir);
    expect(skipped).toEqual([]);
    expect(checkpoint.manifest).toMatchObject({ version: 1, ...state(15).manifest });
    expect((await readSafetensors(checkpoint.model)).tensors).toEqual(weights(15));
    expect((await readSafetensors(checkpoint.optimizer)).tensors).toEqual(weights(-15));
  });

  it("sort by step in any file manager, and by number here", async () => {
    for (const step of [99_999_999, 100_000_000]) await saveCheckpoint(runDir, state(step));
    expect((await newestValidCheckpoint(runDir)).checkpoint.manifest.step).toBe(100_000_000);
  });

  it.each([
    [
      "a flipped bit",
      async (dir: string) => {
        const bytes = await readFile(join(dir, "model.safetensors"));
        bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
        await writeFile(join(dir, "model.safetensors"), bytes);
      },
    ],
    ["a truncated file", async (dir: string) => writeFile(join(dir, "optimizer.safetensors"), "")],
    ["a missing file", async (dir: string) => rm(join(dir, "model.safetensors"))],
    ["a missing manifest", async (dir: string) => rm(join(dir, "manifest.json"))],
    ["a manifest of something else", async (dir: string) => writeFile(join(dir, "manifest.json"), "{}")],
  ])("fall back one generation on %s, and say so", async (_what, damage) => {
    for (const step of [5, 10]) await saveCheckpoint(runDir, state(step));
    await damage(join(folder(), "step-00000010"));
    const { checkpoint, skipped } = await newestValidCheckpoint(runDir);
    expect(checkpoint.manifest.step).toBe(5);
    expect(skipped).toEqual([expect.stringContaining("step-00000010")]);
    await damage(checkpoint.dir);
    await expect(newestValidCheckpoint(runDir)).rejects.toMatchObject({ code: "CHECKPOINT_CORRUPT" });
  });

  it("are missing by name before the first", async () => {
    await expect(newestValidCheckpoint(runDir)).rejects.toMatchObject({ code: "NO_CHECKPOINT" });
    await mkdir(folder());
    await expect(newestValidCheckpoint(runDir)).rejects.toMatchObject({ code: "NO_CHECKPOINT" });
  });

  it("take the place of a damaged one of the same step", async () => {
    for (const step of [5, 10]) await saveCheckpoint(runDir, state(step));
    await rm(join(folder(), "step-00000010", "model.safetensors"));
    await saveCheckpoint(runDir, state(10));
    expect((await newestValidCheckpoint(runDir)).checkpoint.manifest.step).toBe(10);
  });

  it("sweep what a killed trainer left half written", async () => {
    await mkdir(join(folder(), ".partial-step-00000003"), { recursive: true });
    await expect(newestValidCheckpoint(runDir)).rejects.toMatchObject({ code: "NO_CHECKPOINT" });
    await saveCheckpoint(runDir, state(5));
    expect(await readdir(folder())).toEqual(["step-00000005"]);
  });

  it.each([
    ["ENOSPC", "DISK_FULL"],
    ["EROFS", "FILE_NOT_WRITABLE"],
    ["EIO", "FILE_NOT_WRITABLE"],
  ])("survive %s at every call of a save", async (code, expected) => {
    await saveCheckpoint(runDir, state(5));
    faults.calls = 0;
    await saveCheckpoint(runDir, state(6));
    const calls = faults.calls;
    expect(calls).toBeGreaterThan(10);
    for (let call = 1; call <= calls; call++) {
      Object.assign(faults, { calls: 0, failing: call, code });
      await expect(saveCheckpoint(runDir, state(10)), `call ${call}`).rejects.toMatchObject({ code: expected });
      faults.failing = Number.POSITIVE_INFINITY;
      const { checkpoint, skipped } = await newestValidCheckpoint(runDir);
      expect(skipped).toEqual([]);
      // Only once the rename is done may the new one be seen; opening and syncing the folder come after it.
      expect([6, ...(call >= calls - 1 ? [10] : [])]).toContain(checkpoint.manifest.step);
      expect((await readSafetensors(checkpoint.model)).tensors).toEqual(weights(checkpoint.manifest.step));
      expect((await readdir(folder())).filter((name) => name.startsWith("."))).toEqual([]);
      await rm(join(folder(), "step-00000010"), { recursive: true, force: true });
    }
  });
});
