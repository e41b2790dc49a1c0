/** Hands a run's weights out as a file of their own. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ResiduaError } from "../common/errors";
import { MODEL_FILE, newestValidCheckpoint } from "../interop/checkpoint";
import { readError, writeError } from "../interop/file-errors";
import { syncFolder } from "../interop/sync-folder";
import type { ServiceContext } from "./context";

export interface Exported {
  /** Absolute. */
  path: string;
  bytes: number;
  /** Training steps behind the weights. */
  step: number;
  /** Damaged checkpoints that were passed over, as sentences. */
  skipped: string[];
}

/**
 * Copies the weights of the run's newest intact checkpoint to `out`, whole or not at all: beside it first, checked
 * against the checkpoint's checksum on the way, then renamed. A file that is there is replaced.
 * @throws ResiduaError UNKNOWN_RUN, NO_CHECKPOINT, CHECKPOINT_CORRUPT, FILE_NOT_WRITABLE, DISK_FULL
 */
export async function exportWeights(
  { store }: Pick<ServiceContext, "store">,
  runId: string,
  out: string,
): Promise<Exported> {
  store.run(runId);
  const path = resolve(out);
  await refuseFolder(path);
  const { checkpoint, skipped } = await newestValidCheckpoint(store.runDir(runId));
  const { bytes, sha256 } = checkpoint.manifest.files[MODEL_FILE];
  const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
  try {
    const copied = await copy(checkpoint.model, partial);
    if (copied !== sha256) {
      const message = `${checkpoint.model} changed while it was copied. Try again.`;
      throw new ResiduaError("CHECKPOINT_CORRUPT", message);
    }
    await rename(partial, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw writeError(thrown, path);
  }
  return { path, bytes, step: checkpoint.manifest.step, skipped };
}

async function refuseFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) {
    const message = `${path} is a folder; --out names the file to write, such as ${join(path, "weights.safetensors")}.`;
    throw new ResiduaError("FILE_NOT_WRITABLE", message, { field: "out" });
  }
  const parent = await stat(dirname(path)).catch(() => null);
  if (!parent?.isDirectory()) {
    const message = `There is no folder ${dirname(path)} to write ${basename(path)} into. Make it first, or name another with --out.`;
    throw new ResiduaError("FILE_NOT_WRITABLE", message, { field: "out" });
  }
}

/** @returns SHA-256 of what was written, in hex */
async function copy(from: string, to: string): Promise<string> {
  const hash = createHash("sha256");
  const target = await open(to, "wx");
  try {
    for await (const chunk of chunksOf(from)) {
      hash.update(chunk);
      await target.writeFile(chunk);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  return hash.digest("hex");
}

/** Failures to read are told apart from failures to write. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  } catch (thrown) {
    throw readError(thrown, path);
  }
}
