/**
 * CIFAR-10's binary version: records of one label byte and 3,072 pixel bytes, a plane each of red, green and blue.
 * Training images are in data_batch_1.bin to data_batch_5.bin, test images in test_batch.bin. Any whole number of
 * records will do, and any of the training files, so that parts of the set can be used as they are.
 */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { LabelledImages } from "../common/data/labelled-images";
import { corruptData, dataMismatch, dataNotFound, dataReadError, labelOutOfRange } from "./data-errors";
import { regularFileSize } from "./data-stream";
import type { ExpectedImages, FolderFormat, SplitName } from "./image-folder";
import { allocateImages } from "./image-memory";

const TRAIN_FILES = [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`);
const TEST_FILE = "test_batch.bin";
export const CIFAR_FILES: readonly string[] = [...TRAIN_FILES, TEST_FILE];
/** The archive unpacks to this folder, so the folder around it is accepted too. */
const INNER_FOLDER = "cifar-10-batches-bin";

const PIXELS = 32 * 32;
const CHANNELS = 3;
export const CIFAR_RECORD_BYTES = 1 + CHANNELS * PIXELS;
/** The real files have 10,000; anything far larger is not meant for this program's memory. */
const MOST_RECORDS = 100_000;
export const MOST_CIFAR_BYTES = MOST_RECORDS * CIFAR_RECORD_BYTES;
/** Records read at once: 3 MB. */
const CHUNK_RECORDS = 1000;

/**
 * Takes whole records apart: labels as they are, pixels from planes to channels last.
 * @param records a whole number of records
 * @param target takes them from image `first` on
 */
export function unpackCifarRecords(records: Uint8Array, target: LabelledImages, first: number): void {
  for (let record = 0; record * CIFAR_RECORD_BYTES < records.length; record++) {
    const from = record * CIFAR_RECORD_BYTES;
    let to = (first + record) * CHANNELS * PIXELS;
    target.labels[first + record] = records[from] ?? 0;
    for (let pixel = from + 1; pixel <= from + PIXELS; pixel++) {
      target.images[to++] = records[pixel] ?? 0;
      target.images[to++] = records[pixel + PIXELS] ?? 0;
      target.images[to++] = records[pixel + 2 * PIXELS] ?? 0;
    }
  }
}

export const CIFAR_FOLDER: FolderFormat = {
  async missingFiles(dir) {
    const names = await list(await innerFolder(dir));
    const missing = TRAIN_FILES.some((name) => names.has(name)) ? [] : TRAIN_FILES.slice(0, 1);
    return names.has(TEST_FILE) ? missing : [...missing, TEST_FILE];
  },
  async readSplit(dir, split, expected) {
    const files = await measure(dir, split, expected);
    const count = files.reduce((sum, { records }) => sum + records, 0);
    const target = allocateImages(expected.input, count);
    let first = 0;
    for (const file of files) {
      const begin = first;
      await readRecords(file, expected, (records, at) => unpackCifarRecords(records, target, begin + at));
      first += file.records;
    }
    return target;
  },
  async checkSplit(dir, split, expected) {
    let count = 0;
    for (const file of await measure(dir, split, expected)) {
      await readRecords(file, expected, () => undefined);
      count += file.records;
    }
    return count;
  },
};

interface BatchFile {
  path: string;
  records: number;
}

/** The split's files with their number of records, by their sizes alone. */
async function measure(dir: string, split: SplitName, { title, input }: ExpectedImages): Promise<BatchFile[]> {
  const inner = await innerFolder(dir);
  if (input.join() !== [CHANNELS, 32, 32].join()) {
    throw dataMismatch(inner, `is read as CIFAR batches, which have 3x32x32 images; ${title} has ${input.join("x")}`);
  }
  const present = await list(inner);
  const names = split === "train" ? TRAIN_FILES.filter((name) => present.has(name)) : [TEST_FILE];
  if (names.length === 0) {
    throw dataNotFound(`${inner} has none of ${TRAIN_FILES[0]} to ${TRAIN_FILES[4]}. Choose the folder that has them.`);
  }
  return Promise.all(names.map((name) => measureFile(join(inner, name))));
}

async function measureFile(path: string): Promise<BatchFile> {
  const size = await regularFileSize(path);
  const records = size / CIFAR_RECORD_BYTES;
  if (records === 0 || !Number.isInteger(records)) {
    const expected = `a CIFAR-10 file is a whole number of ${CIFAR_RECORD_BYTES}-byte records, at least one`;
    throw corruptData(path, `has ${size} bytes; ${expected}`);
  }
  if (records > MOST_RECORDS) throw corruptData(path, `holds ${records} records; at most ${MOST_RECORDS} are accepted`);
  return { path, records };
}

/** Reads exactly the records that were measured, checks their labels and hands them on, `at` being the first's index. */
async function readRecords(
  { path, records }: BatchFile,
  { classes }: ExpectedImages,
  take: (records: Uint8Array, at: number) => void,
): Promise<void> {
  try {
    const file = await open(path);
    try {
      const buffer = new Uint8Array(Math.min(records, CHUNK_RECORDS) * CIFAR_RECORD_BYTES);
      for (let at = 0; at < records; at += CHUNK_RECORDS) {
        const wanted = Math.min(CHUNK_RECORDS, records - at) * CIFAR_RECORD_BYTES;
        const { bytesRead } = await file.read(buffer, 0, wanted, at * CIFAR_RECORD_BYTES);
        if (bytesRead !== wanted) throw corruptData(path, "became shorter while it was read");
        for (let offset = 0; offset < wanted; offset += CIFAR_RECORD_BYTES) {
          const label = buffer[offset] ?? 0;
          if (label >= classes.length) {
            throw labelOutOfRange(path, at + offset / CIFAR_RECORD_BYTES, label, classes.length);
          }
        }
        take(buffer.subarray(0, wanted), at);
      }
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw dataReadError(thrown, path);
  }
}

async function innerFolder(dir: string): Promise<string> {
  const names = await list(dir);
  return names.has(INNER_FOLDER) && !names.has(TEST_FILE) ? join(dir, INNER_FOLDER) : dir;
}

async function list(dir: string): Promise<Set<string>> {
  try {
    return new Set(await readdir(dir));
  } catch (thrown) {
    throw dataReadError(thrown, dir);
  }
}
