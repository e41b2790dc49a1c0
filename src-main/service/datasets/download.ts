/** One file from the net: resumed where it broke off, whole and checked or not there at all. */
import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { Download } from "../../common/data/datasets";
import { ResiduaError } from "../../common/errors";
import { writeError } from "../../interop/file-errors";

/**
 * Downloads to `path`, yielding the bytes that are there so far. Until it is whole and its checksum right, it is called
 * `path`.part; what is left of that from an earlier attempt is gone on with.
 * @throws ResiduaError FETCH_FAILED when no home gives the file, DISK_FULL, FILE_NOT_WRITABLE
 */
export async function* download(
  wanted: Download,
  homes: readonly string[],
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<number, void> {
  const part = `${path}.part`;
  const failures: string[] = [];
  for (const home of homes) {
    const url = `${home}${wanted.file}`;
    try {
      // Once more from the start when what an earlier attempt left turns out to be the fault.
      if (!(yield* downloadFrom(url, wanted, part, signal))) yield* downloadFrom(url, wanted, part, signal);
      await rename(part, path);
      return;
    } catch (thrown) {
      if (signal?.aborted === true) throw stopped(wanted);
      if (thrown instanceof ResiduaError && thrown.code !== "FETCH_FAILED") throw thrown;
      failures.push(`${url} failed: ${reason(thrown)}`);
    }
  }
  const message = `${wanted.file} could not be downloaded (${failures.join("; ")}); check the connection and try again.`;
  throw new ResiduaError("FETCH_FAILED", message);
}

/** @returns false when the file is not right, but began with bytes from an earlier attempt; they are gone then */
async function* downloadFrom(
  url: string,
  wanted: Download,
  part: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<number, boolean> {
  const refuse = (thrown: unknown) => {
    throw writeError(thrown, part);
  };
  const file = await open(part, "a+").catch(refuse);
  try {
    let hash = createHash("sha256");
    let received = await hashExisting(file, hash);
    let resumed = received > 0;
    const startOver = async () => {
      await file.truncate(0).catch(refuse);
      hash = createHash("sha256");
      received = 0;
      resumed = false;
    };
    if (received > wanted.bytes) await startOver();
    if (received < wanted.bytes) {
      // A gzipped file is wanted as it is, not unpacked on the way.
      const headers = { "accept-encoding": "identity", ...(received > 0 ? { range: `bytes=${received}-` } : {}) };
      const response = await fetch(url, { headers, signal: signal ?? null });
      if (!response.ok || response.body === null) throw new Error(`the server answers ${response.status}`);
      // The server knows no ranges.
      if (received > 0 && response.status !== 206) await startOver();
      for await (const chunk of response.body) {
        received += chunk.length;
        if (received > wanted.bytes) break;
        hash.update(chunk);
        await file.appendFile(chunk).catch(refuse);
        yield received;
      }
    }
    // Cut off in the middle: what came stays for the next attempt.
    if (received < wanted.bytes) throw new Error(`it ended after ${received} of ${wanted.bytes} bytes`);
    const found = hash.digest("hex");
    if (received > wanted.bytes || found !== wanted.sha256) {
      await file.close();
      await rm(part, { force: true });
      if (resumed) return false;
      throw new Error(`what it sent is not the file with the checksum ${wanted.sha256.slice(0, 12)}…`);
    }
    await file.sync().catch(refuse);
    return true;
  } finally {
    await file.close();
  }
}

/** Feeds what is there already into the checksum. @returns its size in bytes */
async function hashExisting(file: FileHandle, hash: Hash): Promise<number> {
  let size = 0;
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
    hash.update(chunk);
    size += chunk.length;
  }
  return size;
}

function stopped({ file }: Download): ResiduaError {
  return new ResiduaError("FETCH_FAILED", `The download of ${file} was stopped; the next one goes on from there.`);
}

/** fetch says only "fetch failed"; what the system said is its cause. */
function reason(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? thrown.cause.message || thrown.cause.name : thrown.message;
}
