/**
 * IDX, the format of MNIST and Fashion-MNIST: big-endian header (two zero bytes, type 8 = unsigned byte, number of
 * dimensions, each dimension as 32 bits), then the bytes. A set is four files, gzipped or not.
 */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { corruptData, dataMismatch, dataNotFound, labelOutOfRange } from "./data-errors";
import { readAnnounced } from "./data-stream";
import type { ExpectedImages, FolderFormat, SplitName } from "./image-folder";
import { sharedBytes, sharedLabels } from "./image-memory";

const DIMENSIONS = { images: 3, labels: 1 } as const;
type Content = keyof typeof DIMENSIONS;

const FILES: Readonly<Record<SplitName, Readonly<Record<Content, string>>>> = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
};

/** Reads a header's dimensions, the first being the number of records. @throws ResiduaError DATA_CORRUPT */
export function parseIdxHeader(header: Uint8Array, content: Content, path: string): number[] {
  const wanted = [0, 0, 8, DIMENSIONS[content]];
  const magic = [...header.subarray(0, 4)];
  if (magic.join() !== wanted.join()) {
    const expected = `an IDX file of ${content} begins with ${hex(wanted)}`;
    throw corruptData(path, `begins with the bytes ${hex(magic)}; ${expected}`);
  }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const sizes = Array.from({ length: DIMENSIONS[content] }, (_, i) => view.getUint32(4 + 4 * i));
  if (sizes.includes(0)) throw corruptData(path, `announces ${sizes.join("x")} ${content}; there must be at least one`);
  return sizes;
}

export const IDX_FOLDER: FolderFormat = {
  async missingFiles(dir) {
    const names = Object.values(FILES).flatMap(({ images, labels }) => [images, labels]);
    const found = await Promise.all(names.map((name) => locate(dir, name)));
    return names.filter((_, i) => found[i] === null);
  },
  async readSplit(dir, split, expected) {
    const { labels, imagesPath } = await readLabels(dir, split, expected);
    let images = sharedBytes(0);
    await readImages(imagesPath, labels.length, expected, (bytes) => {
      images = sharedBytes(bytes);
      return (chunk, offset) => images.set(chunk, offset);
    });
    return { input: expected.input, images, labels, count: labels.length };
  },
  async checkSplit(dir, split, expected) {
    const { labels, imagesPath } = await readLabels(dir, split, expected);
    await readImages(imagesPath, labels.length, expected, () => () => undefined);
    return labels.length;
  },
};

async function readLabels(dir: string, split: SplitName, { classes }: ExpectedImages) {
  const [path, imagesPath] = [await mustLocate(dir, FILES[split].labels), await mustLocate(dir, FILES[split].images)];
  let labels = sharedLabels(0);
  await readAnnounced(path, headerBytes("labels"), (header) => {
    const [count = 0] = parseIdxHeader(header, "labels", path);
    const receive = (chunk: Uint8Array, offset: number) => {
      const wrong = chunk.findIndex((label) => label >= classes.length);
      if (wrong >= 0) throw labelOutOfRange(path, offset + wrong, chunk[wrong] ?? 0, classes.length);
      labels.set(chunk, offset);
    };
    return {
      bytes: count,
      receive: () => {
        labels = sharedLabels(count);
        return receive;
      },
    };
  });
  return { labels, imagesPath };
}

/** @param begin gets the size in bytes once it has been found plausible, and gives what takes the pieces */
async function readImages(
  path: string,
  labelCount: number,
  { title, input: [, height, width] }: ExpectedImages,
  begin: (bytes: number) => (chunk: Uint8Array, offset: number) => void,
): Promise<void> {
  await readAnnounced(path, headerBytes("images"), (header) => {
    const [count = 0, rows = 0, columns = 0] = parseIdxHeader(header, "images", path);
    if (rows !== height || columns !== width) {
      throw dataMismatch(path, `holds images of ${rows}x${columns} pixels; those of ${title} have ${height}x${width}`);
    }
    if (count !== labelCount) throw corruptData(path, `announces ${count} images, and there are ${labelCount} labels`);
    const bytes = count * rows * columns;
    return { bytes, receive: () => begin(bytes) };
  });
}

function headerBytes(content: Content): number {
  return 4 + 4 * DIMENSIONS[content];
}

/** The file itself or its gzipped form. */
async function locate(dir: string, name: string): Promise<string | null> {
  for (const candidate of [join(dir, name), join(dir, `${name}.gz`)]) {
    const there = await access(candidate).then(
      () => true,
      () => false,
    );
    if (there) return candidate;
  }
  return null;
}

async function mustLocate(dir: string, name: string): Promise<string> {
  const path = await locate(dir, name);
  if (path === null) throw dataNotFound(`${dir} has no file ${name}, nor ${name}.gz. Choose the folder that has it.`);
  return path;
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
