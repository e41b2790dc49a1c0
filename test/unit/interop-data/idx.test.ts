import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATASETS } from "../../../src-main/common/data/datasets";
import { ResiduaError } from "../../../src-main/common/errors";
import { IDX_FOLDER, parseIdxHeader } from "../../../src-main/interop/idx";
import { folderWith, idx, idxSet, labelsOf, pattern } from "./files";

const set = DATASETS.mnist;
const TRAIN_IMAGES = "train-images-idx3-ubyte";
const TRAIN_LABELS = "train-labels-idx1-ubyte";

/** A whole set of 3 and 2 images with one file put in its place, or taken away. */
function folderBut(name: string, bytes: Uint8Array | null, as = name): string {
  const { [name]: _, ...others } = idxSet(3, 2);
  return folderWith(bytes === null ? others : { ...others, [as]: bytes });
}

const read = (dir: string) => IDX_FOLDER.readSplit(dir, "train", set);
const check = (dir: string) => IDX_FOLDER.checkSplit(dir, "train", set);
/** Both ways to read a split must refuse it, for the same reason. */
async function refusal(dir: string): Promise<{ code: string; message: string }> {
  const [fromRead, fromCheck] = await Promise.all([read(dir).catch((e) => e), check(dir).catch((e) => e)]);
  expect(fromRead).toBeInstanceOf(ResiduaError);
  expect(fromCheck.message).toBe(fromRead.message);
  return fromRead;
}

describe("whole IDX sets", () => {
  it("are read into shared memory as they are", async () => {
    const split = await read(folderWith(idxSet(3, 2)));
    expect(split.count).toBe(3);
    expect(split.images.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(split.labels.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...split.images]).toEqual([...pattern(3 * 784)]);
    expect([...split.labels]).toEqual([0, 1, 2]);
  });

  it("are the same gzipped, whatever the name says", async () => {
    const zipped = folderWith(
      Object.fromEntries(Object.entries(idxSet(3, 2)).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)])),
    );
    expect(await IDX_FOLDER.missingFiles(zipped)).toEqual([]);
    expect([...(await read(zipped)).images]).toEqual([...pattern(3 * 784)]);

    const misnamed = folderBut(TRAIN_IMAGES, gzipSync(idx([3, 28, 28], pattern(3 * 784))));
    expect([...(await read(misnamed)).images]).toEqual([...pattern(3 * 784)]);
  });

  it("are checked without keeping pixels", async () => {
    const dir = folderWith(idxSet(3, 2));
    expect(await check(dir)).toBe(3);
    expect(await IDX_FOLDER.checkSplit(dir, "test", set)).toBe(2);
  });

  it("lack what they lack", async () => {
    expect(await IDX_FOLDER.missingFiles(folderBut(TRAIN_LABELS, null))).toEqual([TRAIN_LABELS]);
    expect(await refusal(folderBut(TRAIN_LABELS, null))).toMatchObject({ code: "DATA_NOT_FOUND" });
  });
});

describe("damaged IDX files are refused by name", () => {
  const images = idx([3, 28, 28], pattern(3 * 784));
  const cases: readonly [what: string, dir: () => string, code: string, part: string][] = [
    ["an empty file", () => folderBut(TRAIN_IMAGES, new Uint8Array(0)), "DATA_CORRUPT", "ends after 0 bytes"],
    ["half a header", () => folderBut(TRAIN_IMAGES, images.slice(0, 9)), "DATA_CORRUPT", "ends after 9 bytes"],
    ["a truncated body", () => folderBut(TRAIN_IMAGES, images.slice(0, -1)), "DATA_CORRUPT", "2367 bytes"],
    ["a byte too many", () => folderBut(TRAIN_IMAGES, Uint8Array.from([...images, 0])), "DATA_CORRUPT", "2369 bytes"],
    ["labels as images", () => folderBut(TRAIN_IMAGES, idx([30], labelsOf(30))), "DATA_CORRUPT", "00 00 08 01"],
    [
      "truncated gzip",
      () => folderBut(TRAIN_IMAGES, gzipSync(images).subarray(0, -20), `${TRAIN_IMAGES}.gz`),
      "DATA_CORRUPT",
      "damaged gzip",
    ],
    [
      "gzip with a flipped bit",
      () =>
        folderBut(
          TRAIN_LABELS,
          gzipSync(idx([3], labelsOf(3))).map((b, i) => (i === 12 ? b ^ 255 : b)),
        ),
      "DATA_CORRUPT",
      "damaged gzip",
    ],
    ["other sizes", () => folderBut(TRAIN_IMAGES, idx([3, 32, 32], pattern(3072))), "DATA_MISMATCH", "32x32"],
    ["too few images", () => folderBut(TRAIN_IMAGES, idx([2, 28, 28], pattern(1568))), "DATA_CORRUPT", "3 labels"],
    ["no images at all", () => folderBut(TRAIN_LABELS, idx([0], new Uint8Array())), "DATA_CORRUPT", "at least one"],
    [
      "label 200",
      () => folderBut(TRAIN_LABELS, idx([3], Uint8Array.of(1, 200, 2))),
      "DATA_LABEL_OUT_OF_RANGE",
      "has label 200 at record 1",
    ],
  ];
  it.each(cases)("%s", async (_, dir, code, part) => {
    const refused = await refusal(dir());
    expect(refused).toMatchObject({ code, field: "data.dir" });
    expect(refused.message).toContain(part);
    expect(refused.message).toMatch(/train-(images|labels)-idx/);
  });

  it("a gzip bomb, without unpacking it", async () => {
    // 64 MB of zeros behind a header that announces three images.
    const bomb = gzipSync(Buffer.concat([idx([3, 28, 28], pattern(3 * 784)), Buffer.alloc(64 << 20)]));
    const refused = await refusal(folderBut(TRAIN_IMAGES, bomb));
    expect(refused).toMatchObject({ code: "DATA_CORRUPT" });
    expect(refused.message).toContain("goes on after the 2352 bytes");
  });

  it.each([
    ["any split may", 0xffffffff, "announces 4294967295 bytes"],
    ["such a small file can hold", 50_000_000, "does not fit the 50000000 bytes"],
  ])("a header that announces more than %s, before anything is allocated", async (_, count, part) => {
    const labels = gzipSync(idx([count], labelsOf(3)));
    const refused = await refusal(folderWith({ ...idxSet(3, 2), [TRAIN_LABELS]: labels }));
    expect(refused).toMatchObject({ code: "DATA_CORRUPT", message: expect.stringContaining(part) });
  });

  it("a folder, a loop of links and a dead link in a file's place", async () => {
    const folder = folderBut(TRAIN_LABELS, null);
    mkdirSync(join(folder, TRAIN_LABELS));
    expect(await refusal(folder)).toMatchObject({ code: "DATA_CORRUPT" });

    const looped = folderBut(TRAIN_LABELS, null);
    symlinkSync(join(looped, TRAIN_LABELS), join(looped, TRAIN_LABELS));
    expect(await refusal(looped)).toMatchObject({ code: "DATA_NOT_FOUND" });

    const dead = folderBut(TRAIN_LABELS, null);
    symlinkSync(join(dead, "nowhere"), join(dead, TRAIN_LABELS));
    expect(await refusal(dead)).toMatchObject({ code: "DATA_NOT_FOUND" });
  });

  it("a folder that is not there", async () => {
    const dir = join(folderWith({}), "nowhere");
    expect(await refusal(dir)).toMatchObject({ code: "DATA_NOT_FOUND" });
    writeFileSync(dir, "a file");
    expect(await refusal(dir)).toMatchObject({ code: "DATA_NOT_FOUND" });
  });
});

describe("any bytes", () => {
  it("in a header give dimensions or a refusal, nothing else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.boolean(), (bytes, likely) => {
        if (likely) bytes.set([0, 0, 8, 3]);
        let sizes: number[];
        try {
          sizes = parseIdxHeader(bytes, "images", "some-file");
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: "DATA_CORRUPT", message: expect.stringContaining("some-file") });
          return;
        }
        expect(sizes).toHaveLength(3);
        for (const size of sizes) expect(size).toBeGreaterThan(0);
        expect([...idx(sizes, new Uint8Array())]).toEqual([...bytes]);
      }),
    );
  });

  it("in a file of labels are read or refused with a code", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 12 }), async (bytes, kept) => {
        // Mutations of a whole file reach further than random bytes.
        const whole = idx([3], labelsOf(3));
        const file = Uint8Array.from([...whole.subarray(0, kept), ...bytes]);
        const outcome = await read(folderBut(TRAIN_LABELS, file)).catch((thrown) => thrown);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ResiduaError);
        else expect([...file].slice(0, 8)).toEqual([...whole].slice(0, 8));
      }),
      { numRuns: 60 },
    );
  });

  it("of pixels come back as they were, gzipped or not", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.nat(255), async (count, zip, salt) => {
        const pixels = pattern(count * 784).map((byte) => byte ^ salt);
        const file = idx([count, 28, 28], pixels);
        const dir = folderWith({
          ...idxSet(count, 1),
          [TRAIN_IMAGES]: zip ? gzipSync(file) : file,
        });
        expect(Buffer.compare((await read(dir)).images, pixels)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});
