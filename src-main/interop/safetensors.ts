/** Named tensors to and from safetensors: bytes in memory, and files that are read and written tensor by tensor. */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { ResiduaError } from "../common/errors";
import type { NamedTensor } from "../common/tensors";
import { readError, writeError } from "./file-errors";
import {
  corrupt,
  elementCount,
  headerLength,
  ITEM_BYTES,
  LENGTH_BYTES,
  parseHeader,
  type SafetensorsHeader,
  type TensorInfo,
  type TensorPlace,
} from "./safetensors-header";

export type { TensorInfo } from "./safetensors-header";

export type Metadata = Readonly<Record<string, string>>;

/** The file's bytes, whole. For files on disk {@link writeSafetensors} needs no second copy in memory. */
export function encodeSafetensors(tensors: readonly NamedTensor[], metadata: Metadata = {}): Uint8Array {
  return Buffer.concat([...chunks(tensors, metadata)]);
}

/**
 * @param source how errors name the bytes, e.g. the file's path
 * @throws ResiduaError WEIGHTS_CORRUPT, or NOT_SUPPORTED for element types other than F32 and I64
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  source = "The data",
): { tensors: NamedTensor[]; metadata: Metadata } {
  const dataStart = LENGTH_BYTES + headerLength(bytes.subarray(0, LENGTH_BYTES), bytes.length, source);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart), bytes.length - dataStart, source);
  const tensors = header.tensors.map((place) => {
    const tensor = allocate(place);
    bytesOf(tensor).set(bytes.subarray(dataStart + place.begin, dataStart + place.end));
    return tensor;
  });
  return { tensors, metadata: header.metadata };
}

/**
 * Names, types and shapes of a file, without reading its data.
 * @throws ResiduaError FILE_NOT_FOUND, WEIGHTS_CORRUPT, NOT_SUPPORTED
 */
export async function readSafetensorsHeader(path: string): Promise<{ tensors: TensorInfo[]; metadata: Metadata }> {
  return withFile(path, async (file) => {
    const { header } = await openHeader(file, path);
    return {
      tensors: header.tensors.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
      metadata: header.metadata,
    };
  });
}

/**
 * All tensors of a file, each read into an array of its own.
 * @throws ResiduaError FILE_NOT_FOUND, WEIGHTS_CORRUPT, NOT_SUPPORTED
 */
export async function readSafetensors(path: string): Promise<{ tensors: NamedTensor[]; metadata: Metadata }> {
  return withFile(path, async (file) => {
    const { header, dataStart } = await openHeader(file, path);
    const tensors: NamedTensor[] = [];
    for (const place of header.tensors) {
      const tensor = allocate(place);
      await readExactly(file, bytesOf(tensor), dataStart + place.begin, path);
      tensors.push(tensor);
    }
    return { tensors, metadata: header.metadata };
  });
}

/**
 * Writes a new file tensor by tensor and fsyncs it. Atomic replacement is the caller's: write beside, then rename.
 * @returns the file's size and SHA-256 in hex, taken from what was handed to the disk
 * @throws ResiduaError DISK_FULL, or FILE_NOT_WRITABLE (also when the file exists)
 */
export async function writeSafetensors(
  path: string,
  tensors: readonly NamedTensor[],
  metadata: Metadata = {},
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    const file = await open(path, "wx");
    try {
      for (const chunk of chunks(tensors, metadata)) {
        await file.writeFile(chunk);
        hash.update(chunk);
        bytes += chunk.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw writeError(thrown, path);
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The file in pieces: length and header, then each tensor's bytes (views, not copies). */
function* chunks(tensors: readonly NamedTensor[], metadata: Metadata): Generator<Uint8Array> {
  // Names stand in the given order; data has the wider type first, so that every tensor is aligned to its own size.
  const data = [...tensors].sort((a, b) => ITEM_BYTES[b.dtype] - ITEM_BYTES[a.dtype]);
  const offsets = new Map<string, [number, number]>();
  let end = 0;
  for (const tensor of data) {
    const begin = end;
    end += bytesOf(tensor).length;
    if (tensor.data.length !== elementCount(tensor.shape) || offsets.has(tensor.name)) {
      const message = `Tensor ${tensor.name} can't be written: its name is not unique, or its ${tensor.data.length} elements do not fill its shape [${tensor.shape.join(", ")}].`;
      throw new ResiduaError("INTERNAL", message);
    }
    offsets.set(tensor.name, [begin, end]);
  }
  const entries = tensors.map(({ name, dtype, shape }) => [name, { dtype, shape, data_offsets: offsets.get(name) }]);
  const table = Object.keys(metadata).length === 0 ? entries : [["__metadata__", metadata], ...entries];
  const json = Buffer.from(JSON.stringify(Object.fromEntries(table)));
  const paddedLength = Math.ceil(json.length / 8) * 8;
  const head = Buffer.alloc(LENGTH_BYTES + paddedLength, " ");
  head.writeBigUInt64LE(BigInt(paddedLength));
  json.copy(head, LENGTH_BYTES);
  yield head;
  for (const tensor of data) yield bytesOf(tensor);
}

/** The bytes behind a tensor's data. Safetensors is little endian, and so is every machine that TensorFlow runs on. */
function bytesOf({ data }: NamedTensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function allocate({ name, dtype, shape }: TensorPlace): NamedTensor {
  const count = elementCount(shape);
  return dtype === "F32"
    ? { name, dtype, shape, data: new Float32Array(count) }
    : { name, dtype, shape, data: new BigInt64Array(count) };
}

async function withFile<Result>(path: string, use: (file: FileHandle) => Promise<Result>): Promise<Result> {
  try {
    const file = await open(path, "r");
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw readError(thrown, path);
  }
}

async function openHeader(file: FileHandle, path: string): Promise<{ header: SafetensorsHeader; dataStart: number }> {
  const fileBytes = (await file.stat()).size;
  const start = new Uint8Array(Math.min(LENGTH_BYTES, fileBytes));
  await readExactly(file, start, 0, path);
  const json = new Uint8Array(headerLength(start, fileBytes, path));
  await readExactly(file, json, LENGTH_BYTES, path);
  const dataStart = LENGTH_BYTES + json.length;
  return { header: parseHeader(json, fileBytes - dataStart, path), dataStart };
}

async function readExactly(file: FileHandle, target: Uint8Array, position: number, path: string): Promise<void> {
  for (let done = 0; done < target.length; ) {
    const { bytesRead } = await file.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) throw corrupt(path, `it ends at byte ${position + done}, in the middle of a tensor`);
    done += bytesRead;
  }
}
