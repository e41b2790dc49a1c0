/** Reads data files piece by piece, unpacked on the way, so that a file never decides how much memory it costs. */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { corruptData, dataReadError } from "./data-errors";

const CHUNK_BYTES = 1 << 20;
/** Deflate can't shrink anything further (zlib's technical notes), so a header that promises more is lying. */
const MOST_EXPANSION = 1032;
/** Splits beyond this are refused before anything is allocated. */
const MOST_BYTES = 2 ** 31;

/** What a file's header announced. */
export interface Announced {
  /** Bytes after the header. */
  readonly bytes: number;
  /** Gets every piece of them in order; asked for once the size has been found plausible. */
  receive(): (chunk: Uint8Array, offset: number) => void;
}

/**
 * Reads a file that begins with a header of fixed size and holds exactly what that announces, gzipped or not (the first
 * bytes tell, not the name).
 * @param parseHeader may throw its own ResiduaError
 * @throws ResiduaError DATA_CORRUPT when there is less or more, DATA_NOT_FOUND when it can't be read
 */
export async function readAnnounced(
  path: string,
  headerBytes: number,
  parseHeader: (header: Uint8Array) => Announced,
): Promise<void> {
  try {
    const size = await regularFileSize(path);
    const gzipped = await isGzip(path);
    const header = new Uint8Array(headerBytes);
    let headerFilled = 0;
    let announced: Announced | null = null;
    let receive: (chunk: Uint8Array, offset: number) => void = () => undefined;
    let received = 0;
    for await (const chunk of readChunks(path, gzipped)) {
      let rest = chunk;
      if (announced === null) {
        const part = rest.subarray(0, headerBytes - headerFilled);
        header.set(part, headerFilled);
        headerFilled += part.length;
        if (headerFilled < headerBytes) continue;
        rest = rest.subarray(part.length);
        announced = parseHeader(header);
        refuseImplausible(path, announced.bytes, headerBytes, size, gzipped);
        receive = announced.receive();
      }
      if (received + rest.length > announced.bytes) {
        throw corruptData(path, `goes on after the ${announced.bytes} bytes that its header announces`);
      }
      receive(rest, received);
      received += rest.length;
    }
    if (announced === null) {
      throw corruptData(path, `ends after ${headerFilled} bytes; its header alone takes ${headerBytes}`);
    }
    if (received < announced.bytes) {
      throw corruptData(path, `ends after ${received} of the ${announced.bytes} bytes that its header announces`);
    }
  } catch (thrown) {
    throw dataReadError(thrown, path);
  }
}

function refuseImplausible(path: string, bytes: number, headerBytes: number, size: number, gzipped: boolean): void {
  if (bytes > MOST_BYTES) {
    throw corruptData(path, `announces ${bytes} bytes of data; at most ${MOST_BYTES} are accepted`);
  }
  if (gzipped ? bytes > size * MOST_EXPANSION : bytes + headerBytes !== size) {
    throw corruptData(
      path,
      `has ${size} bytes, which does not fit the ${bytes} bytes of data that its header announces`,
    );
  }
}

/**
 * Size in bytes of a regular file, symbolic links followed. Anything else is refused unopened: opening a pipe waits.
 * @throws ResiduaError DATA_CORRUPT, DATA_NOT_FOUND
 */
export async function regularFileSize(path: string): Promise<number> {
  const about = await stat(path).catch((thrown: unknown) => {
    throw dataReadError(thrown, path);
  });
  if (!about.isFile()) throw corruptData(path, "is not a regular file");
  return about.size;
}

/** Whether the content begins as gzip does; names say little. */
async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** A file's content in pieces, unpacked when asked. Errors are the system's and zlib's own. */
export function readChunks(path: string, gzipped: boolean): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (!gzipped) return file;
  // Errors of either stream end the iteration below; the callback only keeps them from being thrown twice.
  return pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
}
