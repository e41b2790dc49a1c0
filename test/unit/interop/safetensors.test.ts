import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NamedTensor } from "../../../src-main/common/tensors";
import {
  decodeSafetensors,
  encodeSafetensors,
  readSafetensors,
  readSafetensorsHeader,
  writeSafetensors,
} from "../../../src-main/interop/safetensors";

const SAMPLE: NamedTensor[] = [
  { name: "conv1.weight", dtype: "F32", shape: [1, 3, 1, 1], data: new Float32Array([0.5, -0, Number.MIN_VALUE]) },
  { name: "bn1.num_batches_tracked", dtype: "I64", shape: [], data: new BigInt64Array([2n ** 53n + 1n]) },
  { name: "empty", dtype: "F32", shape: [0, 4], data: new Float32Array(0) },
];

/** A file with any header text, for what our own writer would never write. */
function file(header: string, data = new Uint8Array(0)): Uint8Array {
  const json = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}
const f32 = (begin: number, end: number, shape = [(end - begin) / 4], dtype = "F32") =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

describe("safetensors in memory", () => {
  it("gives back what was put in, in the given order, with its metadata", () => {
    const decoded = decodeSafetensors(encodeSafetensors(SAMPLE, { format: "pt" }));
    expect(decoded).toEqual({ tensors: SAMPLE, metadata: { format: "pt" } });
  });

  it("aligns every tensor to its element size", () => {
    const bytes = encodeSafetensors(SAMPLE);
    const headerBytes = Number(Buffer.from(bytes).readBigUInt64LE());
    const header = JSON.parse(Buffer.from(bytes).toString("utf8", 8, 8 + headerBytes));
    expect(headerBytes % 8).toBe(0);
    expect(header["bn1.num_batches_tracked"].data_offsets).toEqual([0, 8]);
    expect(header["conv1.weight"].data_offsets).toEqual([8, 20]);
  });

  it("reads tensors that another writer left unaligned", () => {
    const data = new Uint8Array(12);
    new DataView(data.buffer).setFloat32(0, 1.5, true);
    new DataView(data.buffer).setBigInt64(4, 7n, true);
    const { tensors } = decodeSafetensors(file(`{"a":${f32(0, 4)},"b":${f32(4, 12, [], "I64")}}`, data));
    expect(tensors.map((tensor) => tensor.data[0])).toEqual([1.5, 7n]);
  });

  it.each([
    ["nothing at all", new Uint8Array(3), /it has 3 bytes/],
    ["a length over the cap", Buffer.from("ffffffffffffff7f", "hex"), /at most 16777216/],
    ["a length past the end", Buffer.from("0900000000000000", "hex"), /only 0 follow/],
    ["no JSON", file("{"), /not JSON/],
    ["an array", file("[]"), /no object/],
    ["numbers as metadata", file('{"__metadata__":{"a":1}}'), /__metadata__/],
    ["a missing shape", file('{"a":{"dtype":"F32","data_offsets":[0,0]}}'), /tensor a has no valid/],
    ["a negative size", file(`{"a":${f32(0, 4, [-1])}}`, new Uint8Array(4)), /tensor a has no valid/],
    ["an end past the data", file(`{"a":${f32(0, 8)}}`, new Uint8Array(4)), /tensor a lies at bytes 0 to 8 of 4/],
    ["a shape that needs more", file(`{"a":${f32(0, 4, [2])}}`, new Uint8Array(4)), /shape \[2\] needs 8/],
    ["an overlap", file(`{"a":${f32(0, 8)},"b":${f32(4, 8)}}`, new Uint8Array(8)), /tensor b overlaps/],
    ["a hole", file(`{"a":${f32(0, 4)},"b":${f32(8, 12)}}`, new Uint8Array(12)), /tensor b leaves a hole/],
    ["data behind the last tensor", file(`{"a":${f32(0, 4)}}`, new Uint8Array(6)), /cover 4 bytes, but 6/],
    ["a name twice", file(`{"a":${f32(0, 4)},"\\u0061":${f32(0, 4)}}`, new Uint8Array(4)), /names tensor a twice/],
  ])("refuses %s", (_what, bytes, sentence) => {
    expect(() => decodeSafetensors(bytes, "w.safetensors")).toThrowError(
      expect.objectContaining({ code: "WEIGHTS_CORRUPT", message: expect.stringMatching(sentence) }),
    );
  });

  it("names the element types it can read", () => {
    expect(() => decodeSafetensors(file(`{"a":${f32(0, 4, [2], "F16")}}`, new Uint8Array(4)))).toThrowError(
      expect.objectContaining({
        code: "NOT_SUPPORTED",
        message: expect.stringMatching(/F16; accepted are F32 and I64/),
      }),
    );
  });

  it("answers any damage with a sentence, never a crash", () => {
    const whole = encodeSafetensors(SAMPLE, { format: "pt" });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
        const bytes = cut ? whole.slice(0, at) : Uint8Array.from(whole, (byte, i) => (i === at ? value : byte));
        try {
          decodeSafetensors(bytes);
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: "ResiduaError" });
        }
      }),
    );
  });
});

describe("safetensors files", () => {
  let dir = "";
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "residua-safetensors-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it("writes the encoded bytes and tells their size and checksum", async () => {
    const path = join(dir, "w.safetensors");
    const written = await writeSafetensors(path, SAMPLE, { format: "pt" });
    const bytes = await readFile(path);
    expect(bytes.equals(encodeSafetensors(SAMPLE, { format: "pt" }))).toBe(true);
    expect(written.bytes).toBe(bytes.length);
    expect(written.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await readSafetensors(path)).toEqual({ tensors: SAMPLE, metadata: { format: "pt" } });
  });

  it("reads a header without the data", async () => {
    const path = join(dir, "w.safetensors");
    await writeSafetensors(path, SAMPLE);
    expect(await readSafetensorsHeader(path)).toEqual({
      tensors: SAMPLE.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
      metadata: {},
    });
  });

  it("says which file is missing, short or already there", async () => {
    const path = join(dir, "w.safetensors");
    await expect(readSafetensors(path)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await expect(readSafetensors(dir)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    await writeFile(path, encodeSafetensors(SAMPLE).subarray(0, -1));
    await expect(readSafetensorsHeader(path)).rejects.toMatchObject({ code: "WEIGHTS_CORRUPT" });
    await expect(writeSafetensors(path, SAMPLE)).rejects.toMatchObject({ code: "FILE_NOT_WRITABLE" });
  });
});
