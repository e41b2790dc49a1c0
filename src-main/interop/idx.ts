/**
 * IDX, the format of MNIST and Fashion-MNIST: big-endian header (two zero bytes, type 8 = unsigned byte, number of
 * dimensions, each dimension as 32 bits), then the bytes. A set is four files, gzipped or not.
 */
import { access } from "node:fs/promises";
import { join } from "node:path";
import type { LabelledImages } from "../common/data/labelled-images";
import { corruptData, dataMismatch, dataNotFound, labelOutOfRange } from "./data-errors";
import { readAnnounced } from "./data-stream";
import type { ExpectedImages, FolderFormat, SplitName } from "./image-folder";
import { allocateImages } from "./image-memory";

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
  readSplit: (dir, split, expected) => read(dir, split, expected, true),
  async checkSplit(dir, split, expected) {
    await read(dir, split, expected, false);
  },
};

async function read(dir: string, split: SplitName, expected: ExpectedImages, keep: boolean): Promise<LabelledImages> {
  const labelsPath = await mustLocate(dir, FILES[split].labels);
  const imagesPath = await mustLocate(dir, FILES[split].images);
  const labels = await readLabels(labelsPath, expected.classes.length);
  return readImages(imagesPath, labels, expected, { keep, labelsPath });
}
