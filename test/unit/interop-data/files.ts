/** Small data files of both formats, whole ones to begin with. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];
afterAll(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A folder of its own with these files, gone after the test file. */
export function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const dir = mkdtempSync(join(tmpdir(), "residua-data-"));
  made.push(dir);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(dir, name, ".."), { recursive: true });
    writeFileSync(join(dir, name), bytes);
  }
  return dir;
}

/** An IDX file of unsigned bytes with these dimensions. */
export function idx(sizes: readonly number[], body: Uint8Array): Uint8Array {
  const file = new Uint8Array(4 + 4 * sizes.length + body.length);
  const view = new DataView(file.buffer);
  file.set([0, 0, 8, sizes.length]);
  for (const [i, size] of sizes.entries()) view.setUint32(4 + 4 * i, size);
  file.set(body, 4 + 4 * sizes.length);
  return file;
}

/** `length` bytes that are easy to tell apart. */
export function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 255);
}

export function labelsOf(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => i % 10);
}

/** The four files of a set of 28x28 images. */
export function idxSet(train: number, test: number): Record<string, Uint8Array> {
  return {
    "train-images-idx3-ubyte": idx([train, 28, 28], pattern(train * 784)),
    "train-labels-idx1-ubyte": idx([train], labelsOf(train)),
    "t10k-images-idx3-ubyte": idx([test, 28, 28], pattern(test * 784)),
    "t10k-labels-idx1-ubyte": idx([test], labelsOf(test)),
  };
}

/** CIFAR records with rising labels. */
export function cifarBatch(records: number): Uint8Array {
  const bytes = pattern(records * 3073);
  for (let record = 0; record < records; record++) bytes[record * 3073] = record % 10;
  return bytes;
}

export function cifarSet(train: number, test: number): Record<string, Uint8Array> {
  return { "data_batch_1.bin": cifarBatch(train), "test_batch.bin": cifarBatch(test) };
}
