/** The stream with its real thread, built from source for the test. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allocateImages } from "../../../src-main/interop/image-memory";
import { type BatchOptions, openBatches } from "../../../src-main/trainer/data/batches";
import { createBatchFiller } from "../../../src-main/trainer/data/fill-batch";

const dir = mkdtempSync(join(tmpdir(), "residua-worker-"));
const workerFile = pathToFileURL(join(dir, "data-worker.mjs"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL("../../../src-main/trainer/data/worker.ts", import.meta.url)),
      outDir: dir,
      rolldownOptions: { output: { entryFileNames: "data-worker.mjs" } },
    },
  });
});

function pictures(count: number) {
  const split = allocateImages([3, 8, 8], count);
  for (let i = 0; i < split.images.length; i++) split.images[i] = (i * 13 + (i >> 7)) & 255;
  for (let i = 0; i < count; i++) split.labels[i] = i;
  return split;
}
const options = (over: Partial<BatchOptions> = {}): BatchOptions => ({
  split: pictures(50),
  batch: 8,
  seed: 3,
  shuffle: true,
  augment: "standard",
  workerFile,
  ...over,
});

/** Copies of the next `count` batches, asked for without any turn of the event loop. */
function takeNow(stream: ReturnType<typeof openBatches>, count: number) {
  return Array.from({ length: count }, () => {
    const { images, labels, ...position } = stream.next();
    return { images: Buffer.from(images).toString("base64"), labels: [...labels], ...position };
  });
}

describe("the batch stream", () => {
  it("gives, in one go and past its ring's size, what the filler makes", async () => {
    const { split, batch, seed, shuffle, augment } = options();
    const stream = openBatches(options());
    try {
      const taken = takeNow(stream, 27);
      const fill = createBatchFiller({ split, batch, seed, shuffle, augment });
      for (const [number, each] of taken.entries()) {
        const [images, labels] = [new Uint8Array(8 * 192), new Int32Array(8)];
        fill(number, images, labels);
        expect(each.images).toBe(Buffer.from(images).toString("base64"));
        expect(each.labels).toEqual([...labels]);
        expect([each.epoch, each.batchInEpoch]).toEqual([Math.floor(number / 6) + 1, number % 6]);
      }
    } finally {
      await stream.close();
    }
  });

  it("goes on from any batch as if it had never stopped", async () => {
    const whole = openBatches(options());
    const resumed = openBatches(options({ firstBatch: 9 }));
    try {
      expect(takeNow(resumed, 10)).toEqual(takeNow(whole, 19).slice(9));
    } finally {
      await Promise.all([whole.close(), resumed.close()]);
    }
  });

  it("keeps a batch as it is until the next one is asked for", async () => {
    const stream = openBatches(options());
    try {
      const { images } = stream.next();
      const before = Buffer.from(images);
      // Time enough for the thread to fill everything it may.
      const other = openBatches(options());
      takeNow(other, 30);
      await other.close();
      expect(Buffer.compare(before, images)).toBe(0);
    } finally {
      await stream.close();
    }
  });

  it("ends its thread on close, also in the middle, and refuses to go on", async () => {
    const stream = openBatches(options());
    takeNow(stream, 2);
    await stream.close();
    await stream.close();
    expect(() => stream.next()).toThrow("the stream is closed");
  });

  it("is refused when the split is smaller than a batch", () => {
    expect(() => openBatches(options({ batch: 51 }))).toThrow(
      expect.objectContaining({ code: "DATA_MISMATCH", field: "batch", message: expect.stringContaining("1 to 50") }),
    );
  });
});

describe("a thread that fails", () => {
  const failing = (name: string, source: string) => {
    const file = join(dir, name);
    writeFileSync(file, source);
    return pathToFileURL(file);
  };

  it("ends next() with its own words while that waits", async () => {
    // Hands over a split whose labels can't be read, so that the real worker throws in the middle of its work.
    const broken = { ...pictures(50), labels: null as unknown as Int32Array };
    const stream = openBatches(options({ split: broken }));
    try {
      expect(() => takeNow(stream, 1)).toThrow(
        expect.objectContaining({
          code: "INTERNAL",
          message: expect.stringContaining("Cannot read properties of null"),
        }),
      );
    } finally {
      await stream.close();
    }
  });

  it("is named once the event loop has brought word of its death", async () => {
    const dies = failing("dies.mjs", "throw new Error('worker is gone');");
    const stream = openBatches(options({ workerFile: dies, patienceSeconds: 1 }));
    try {
      await expect.poll(() => attempt(() => stream.next()), { timeout: 30_000 }).toContain("worker is gone");
    } finally {
      await stream.close();
    }
  });

  it("never hangs next(), even if it died without a sign", async () => {
    const silent = failing("silent.mjs", "");
    const stream = openBatches(options({ workerFile: silent, patienceSeconds: 2 }));
    try {
      expect(() => stream.next()).toThrow("no batch within 2 seconds");
    } finally {
      await stream.close();
    }
  });
});

function attempt(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (thrown) {
    return String(thrown);
  }
}
