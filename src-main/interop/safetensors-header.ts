/**
 * The header of a safetensors file (github.com/huggingface/safetensors, "Format"): eight bytes with its length, little
 * endian, then JSON that gives each tensor's type, shape and place in the bytes behind it.
 * Files come from outside, so everything is checked before a byte of data is read or allocated.
 */
import { z } from "zod";
import type { Shape } from "../common/arch/spec";
import { ResiduaError } from "../common/errors";
import type { NamedTensor } from "../common/tensors";

/** Bytes that hold the header's length. */
export const LENGTH_BYTES = 8;
/** ResNet-1202 needs 1 MB; a longer header is not one of ours nor of any network this program can build. */
export const MAX_HEADER_BYTES = 16 * 2 ** 20;

export const ITEM_BYTES = { F32: 4, I64: 8 } as const satisfies Record<NamedTensor["dtype"], number>;

export interface TensorInfo {
  name: string;
  dtype: NamedTensor["dtype"];
  shape: Shape;
}

/** A tensor's place: `begin` and `end` count bytes from the end of the header. */
export interface TensorPlace extends TensorInfo {
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  tensors: TensorPlace[];
  metadata: Record<string, string>;
}

const size = z.int().min(0);
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(size).max(8),
  data_offsets: z.tuple([size, size]),
});
const metadataSchema = z.record(z.string(), z.string());

export function corrupt(source: string, reason: string): ResiduaError {
  return new ResiduaError("WEIGHTS_CORRUPT", `${source} is not a usable safetensors file: ${reason}.`);
}

/**
 * The header's length from the file's first bytes.
 * @throws ResiduaError WEIGHTS_CORRUPT when it is cut short, over the cap or longer than the file.
 */
export function headerLength(start: Uint8Array, fileBytes: number, source: string): number {
  if (start.length < LENGTH_BYTES) {
    throw corrupt(source, `it has ${start.length} bytes, and at least ${LENGTH_BYTES} are needed`);
  }
  const length = new DataView(start.buffer, start.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) {
    throw corrupt(source, `its header claims ${length} bytes, and at most ${MAX_HEADER_BYTES} are accepted`);
  }
  if (Number(length) > fileBytes - LENGTH_BYTES) {
    throw corrupt(source, `its header claims ${length} bytes, but only ${fileBytes - LENGTH_BYTES} follow`);
  }
  return Number(length);
}

/**
 * Reads and checks the header's JSON against the number of data bytes behind it. Tensors must have distinct names and
 * fill the data exactly: no overlap, no hole, nothing outside.
 * @throws ResiduaError WEIGHTS_CORRUPT, or NOT_SUPPORTED for element types other than F32 and I64.
 */
export function parseHeader(json: Uint8Array, dataBytes: number, source: string): SafetensorsHeader {
  let text: string;
  let raw: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(json);
    raw = JSON.parse(text);
  } catch {
    throw corrupt(source, "its header is not JSON");
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) throw corrupt(source, "its header is no object");
  refuseDuplicateNames(text, source);

  const { __metadata__: rawMetadata = {}, ...entries } = raw as Record<string, unknown>;
  const metadata = metadataSchema.safeParse(rawMetadata);
  if (!metadata.success) throw corrupt(source, "its __metadata__ is not a table of texts");

  const tensors = Object.entries(entries).map(([name, entry]) => parseEntry(name, entry, dataBytes, source));
  let end = 0;
  for (const place of [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (place.begin !== end) {
      const problem = place.begin < end ? "overlaps the tensor before it" : "leaves a hole before it";
      throw corrupt(source, `tensor ${place.name} ${problem} (it begins at byte ${place.begin}, expected ${end})`);
    }
    end = place.end;
  }
  if (end !== dataBytes) throw corrupt(source, `its tensors cover ${end} bytes, but ${dataBytes} bytes of data follow`);
  return { tensors, metadata: metadata.data };
}

function parseEntry(name: string, raw: unknown, dataBytes: number, source: string): TensorPlace {
  const parsed = entrySchema.safeParse(raw);
  if (!parsed.success) throw corrupt(source, `tensor ${name} has no valid dtype, shape and data_offsets`);
  const { dtype, shape, data_offsets } = parsed.data;
  if (dtype !== "F32" && dtype !== "I64") {
    const message = `${source}: tensor ${name} has element type ${dtype}; accepted are F32 and I64. Save the weights as float32.`;
    throw new ResiduaError("NOT_SUPPORTED", message);
  }
  const [begin, end] = data_offsets;
  if (begin > end || end > dataBytes) {
    throw corrupt(source, `tensor ${name} lies at bytes ${begin} to ${end} of ${dataBytes}`);
  }
  const expected = elementCount(shape) * ITEM_BYTES[dtype];
  if (end - begin !== expected) {
    throw corrupt(
      source,
      `tensor ${name} has ${end - begin} bytes, but its shape [${shape.join(", ")}] needs ${expected}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** JSON.parse keeps the last of two equal names in silence, so the names are read again from the text. */
function refuseDuplicateNames(text: string, source: string): void {
  const names = new Set<string>();
  let depth = 0;
  for (const [token, quoted] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") depth += 1;
    else if (token === "}") depth -= 1;
    else if (quoted !== undefined && depth === 1) {
      const name: string = JSON.parse(quoted);
      if (names.has(name)) throw corrupt(source, `it names tensor ${name} twice`);
      names.add(name);
    }
  }
}

/** Number of elements of a shape; 1 for a scalar's []. */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
