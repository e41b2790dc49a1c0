import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** Free bytes where the folder is or would be made, and whether that place can be written to. */
export async function inspectFolder(dir: string): Promise<{ freeBytes: number; writable: boolean }> {
  const place = await nearestExisting(dir);
  const [freeBytes, writable] = await Promise.all([
    statfs(place).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => 0,
    ),
    access(place, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    ),
  ]);
  return { freeBytes, writable };
}

async function nearestExisting(dir: string): Promise<string> {
  const exists = await access(dir).then(
    () => true,
    () => false,
  );
  const parent = dirname(dir);
  return exists || parent === dir ? dir : nearestExisting(parent);
}
