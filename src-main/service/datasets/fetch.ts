import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { DATASETS, type DatasetRow } from "../../common/data/datasets";
import { ResiduaError } from "../../common/errors";
import type { DatasetName } from "../../common/train/run-config";
import { unpackCifarArchive } from "../../interop/cifar-archive";
import { writeError } from "../../interop/file-errors";
import { download } from "./download";
import { fetchBytes } from "./list";
import { findFolder, storedDir } from "./places";

export interface FetchProgress {
  receivedBytes: number;
  totalBytes: number;
}

/** Reports at most this often over a whole fetch, however small the pieces are that arrive. */
const REPORTS = 200;
/** Sets being fetched by this process, since two downloads into one file would spoil it. */
const active = new Set<string>();

/**
 * Downloads a set into the store, yielding progress; done at once when it is on this machine already or is drawn.
 * Stopped or broken off, the next call goes on where this one ended.
 * @throws ResiduaError FETCH_FAILED, DISK_FULL, FILE_NOT_WRITABLE
 */
export function fetchDataset(
  name: DatasetName,
  storeDir: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<FetchProgress, void> {
  return fetchSet(DATASETS[name], storeDir, signal);
}

/** The same for any row; tests give rows of their own. */
export async function* fetchSet(
  set: DatasetRow,
  storeDir: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<FetchProgress, void> {
  const totalBytes = fetchBytes(set) ?? 0;
  if (set.format === "drawn" || (await findFolder(set, storeDir)) !== null) {
    yield { receivedBytes: totalBytes, totalBytes };
    return;
  }
  const dir = storedDir(set.name, storeDir);
  if (active.has(dir)) {
    const message = `${set.title} is being downloaded already; wait until that has ended.`;
    throw new ResiduaError("FETCH_FAILED", message);
  }
  active.add(dir);
  try {
    yield* fetchInto(set, dir, totalBytes, signal);
  } finally {
    active.delete(dir);
  }
}

async function* fetchInto(
  set: DatasetRow,
  dir: string,
  totalBytes: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<FetchProgress, void> {
  // Files move to the set's folder once all are there, so that a half set is never taken for a whole one.
  const incoming = `${dir}.part`;
  await inFolder(incoming, () => mkdir(incoming, { recursive: true }));
  let before = 0;
  let reported = 0;
  for (const wanted of set.downloads) {
    const path = join(incoming, wanted.file);
    if (!(await isThere(path))) {
      for await (const received of download(wanted, set.homes, path, signal)) {
        const receivedBytes = before + received;
        if (receivedBytes - reported < totalBytes / REPORTS) continue;
        reported = receivedBytes;
        yield { receivedBytes, totalBytes };
      }
    }
    before += wanted.bytes;
  }

  let names = set.downloads.map(({ file }) => file);
  if (set.format === "cifar") {
    const archives = names;
    names = [];
    for (const archive of archives) names.push(...(await unpackCifarArchive(join(incoming, archive), incoming)));
  }
  await inFolder(dir, async () => {
    await mkdir(dir, { recursive: true });
    // By name, which puts the test batch last: without it no CIFAR folder counts as complete.
    for (const name of names.sort()) await rename(join(incoming, name), join(dir, name));
    await rm(incoming, { recursive: true });
  });
  yield { receivedBytes: totalBytes, totalBytes };
}

async function inFolder(dir: string, work: () => Promise<unknown>): Promise<void> {
  await work().catch((thrown: unknown) => {
    throw writeError(thrown, dir);
  });
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
