import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATASETS } from "../../../src-main/common/data/datasets";
import { ResiduaError } from "../../../src-main/common/errors";
import { CIFAR_FOLDER, unpackCifarRecords } from "../../../src-main/interop/cifar";
import { allocateImages } from "../../../src-main/interop/image-memory";
import { cifarBatch, cifarSet, folderWith } from "./files";

const set = DATASETS.cifar10;
const read = (dir: string) => CIFAR_FOLDER.readSplit(dir, "train", set);
async function refusal(dir: string): Promise<{ code: string; message: string }> {
  const fromRead = await read(dir).catch((thrown) => thrown);
  const fromCheck = await CIFAR_FOLDER.checkSplit(dir, "train", set).catch((thrown) => thrown);
  expect(fromRead).toBeInstanceOf(ResiduaError);
  expect(fromCheck.message).toBe(fromRead.message);
  return fromRead;
}

describe("CIFAR-10 folders", () => {
  it("may hold any whole number of records, over any of the five files", async () => {
    const dir = folderWith({ ...cifarSet(3, 2), "data_batch_4.bin": cifarBatch(1005) });
    expect(await CIFAR_FOLDER.missingFiles(dir)).toEqual([]);
    const train = await read(dir);
    expect(train.count).toBe(1008);
    expect(await CIFAR_FOLDER.checkSplit(dir, "train", set)).toBe(1008);
    expect([...train.labels.subarray(0, 5)]).toEqual([0, 1, 2, 0, 1]);
    // The last record of the second file, past the first piece that is read.
    const last = cifarBatch(1005).subarray(1004 * 3073 + 1);
    expect(train.images[1007 * 3072]).toBe(last[0]);
    expect(train.images[1007 * 3072 + 1]).toBe(last[1024]);
    expect(train.images[1008 * 3072 - 1]).toBe(last[3071]);
    expect((await CIFAR_FOLDER.readSplit(dir, "test", set)).count).toBe(2);
  });

  it("are found inside the folder that the archive makes", async () => {
    const inner = Object.entries(cifarSet(3, 2)).map(([name, bytes]) => [`cifar-10-batches-bin/${name}`, bytes]);
    expect((await read(folderWith(Object.fromEntries(inner)))).count).toBe(3);
  });

  it("name what they lack", async () => {
    const dir = folderWith({ "data_batch_2.bin": cifarBatch(1) });
    expect(await CIFAR_FOLDER.missingFiles(dir)).toEqual(["test_batch.bin"]);
    expect(await CIFAR_FOLDER.missingFiles(folderWith({}))).toEqual(["data_batch_1.bin", "test_batch.bin"]);
    expect(await refusal(folderWith({}))).toMatchObject({ code: "DATA_NOT_FOUND" });
    expect(await refusal(join(dir, "nowhere"))).toMatchObject({ code: "DATA_NOT_FOUND" });
  });

  it.each([
    ["cut off", (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ["a byte too long", (bytes: Uint8Array) => Uint8Array.from([...bytes, 0])],
    ["empty", () => new Uint8Array(0)],
  ])("are refused when a file is %s", async (_, damage) => {
    const dir = folderWith({ ...cifarSet(3, 2), "data_batch_1.bin": damage(cifarBatch(3)) });
    const refused = await refusal(dir);
    expect(refused).toMatchObject({ code: "DATA_CORRUPT", field: "data.dir" });
    expect(refused.message).toContain("data_batch_1.bin");
    expect(refused.message).toContain("3073-byte records");
  });

  it("are refused with the record of the first label out of range", async () => {
    const dir = folderWith(cifarSet(1500, 1));
    const bytes = cifarBatch(1500);
    bytes[1203 * 3073] = 10;
    bytes[1204 * 3073] = 200;
    writeFileSync(join(dir, "data_batch_1.bin"), bytes);
    const refused = await refusal(dir);
    expect(refused.code).toBe("DATA_LABEL_OUT_OF_RANGE");
    expect(refused.message).toContain("has label 10 at record 1203 (the first is 0); accepted are 0 to 9");
  });
});

it("records of any pixels turn from planes to channels last", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(9), fc.uint8Array({ minLength: 3072, maxLength: 3072 })), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.nat(2),
      (records, first) => {
        const bytes = Uint8Array.from(records.flatMap(([label, pixels]) => [label, ...pixels]));
        const target = allocateImages([3, 32, 32], first + records.length);
        unpackCifarRecords(bytes, target, first);
        for (const [i, [label, pixels]] of records.entries()) {
          expect(target.labels[first + i]).toBe(label);
          const image = target.images.subarray((first + i) * 3072, (first + i + 1) * 3072);
          const planes = [0, 1, 2].flatMap((channel) => [...image.filter((_, at) => at % 3 === channel)]);
          expect(Buffer.compare(Uint8Array.from(planes), pixels)).toBe(0);
        }
      },
    ),
    { numRuns: 20 },
  );
});
