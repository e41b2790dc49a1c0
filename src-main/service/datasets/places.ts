/** Where a set's files are looked for. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetRow } from "../../common/data/datasets";
import { FOLDER_FORMATS } from "../../interop/folder-formats";

/** Where the store keeps a set that it fetched. */
export function storedDir(name: string, storeDir: string): string {
  return join(storeDir, "datasets", name);
}

/** Known places of a set in the order they are tried: the store's own first. */
export function knownPlaces(set: DatasetRow, storeDir: string): string[] {
  return [storedDir(set.name, storeDir), ...set.places];
}

/** The first known place that has all files by name; null when none has. Drawn sets have no place. */
export async function findFolder(set: DatasetRow, storeDir: string): Promise<string | null> {
  if (set.format === "drawn") return null;
  for (const dir of knownPlaces(set, storeDir)) {
    if (!(await isFolder(dir))) continue;
    const missing = await FOLDER_FORMATS[set.format].missingFiles(dir).catch(() => null);
    if (missing?.length === 0) return dir;
  }
  return null;
}

export async function isFolder(dir: string): Promise<boolean> {
  return stat(dir).then(
    (about) => about.isDirectory(),
    () => false,
  );
}
