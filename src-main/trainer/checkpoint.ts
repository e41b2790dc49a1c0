/**
 * Writing checkpoints so that whatever happens, the one before is still there: everything goes into a hidden folder
 * beside the target, file by file with fsync, the manifest last; one rename makes it real.
 */
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { NamedTensor } from "../common/tensors";
import {
  type CheckpointManifest,
  checkpointName,
  checkpointSteps,
  checkpointsDir,
  MANIFEST_FILE,
  MODEL_FILE,
  OPTIMIZER_FILE,
} from "../interop/checkpoint";
import { writeError } from "../interop/file-errors";
import { writeSafetensors } from "../interop/safetensors";
import { syncFolder } from "../interop/sync-folder";

/** Two, so that damage to the newest costs one interval and not the run. */
const GENERATIONS = 2;
/** Folders in the making; what a killed trainer leaves of them is swept by the next save. */
const PARTIAL = ".partial-";

export interface CheckpointState {
  model: readonly NamedTensor[];
  optimizer: readonly NamedTensor[];
  /** All of the manifest but what the files decide. */
  manifest: Omit<CheckpointManifest, "version" | "files">;
}

/**
 * Saves a generation and drops those before the last two.
 * @returns the checkpoint's folder
 * @throws ResiduaError DISK_FULL or FILE_NOT_WRITABLE; earlier checkpoints are untouched then
 */
export async function saveCheckpoint(runDir: string, state: CheckpointState): Promise<string> {
  const parent = checkpointsDir(runDir);
  const name = checkpointName(state.manifest.step);
  const target = join(parent, name);
  const partial = join(parent, PARTIAL + name);
  try {
    await mkdir(parent, { recursive: true });
    await sweep(parent);
    await mkdir(partial);
    const metadata = { format: "pt" };
    const files = {
      [MODEL_FILE]: await writeSafetensors(join(partial, MODEL_FILE), state.model, metadata),
      [OPTIMIZER_FILE]: await writeSafetensors(join(partial, OPTIMIZER_FILE), state.optimizer, metadata),
    };
    const manifest: CheckpointManifest = { version: 1, ...state.manifest, files };
    await writeText(join(partial, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    await syncFolder(partial);
    // The same step is there already only after falling back behind a damaged checkpoint: the new one takes its place.
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
    await syncFolder(parent);
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw writeError(thrown, target);
  }
  await prune(parent);
  return target;
}

async function sweep(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.startsWith(PARTIAL)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Old generations take room and nothing else: failing to remove one must not end a run. */
async function prune(parent: string): Promise<void> {
  for (const step of (await checkpointSteps(parent)).slice(GENERATIONS)) {
    await rm(join(parent, checkpointName(step)), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function writeText(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
