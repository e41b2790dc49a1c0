/** Folders that appear whole or not at all: filled under another name beside their place, then renamed. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isAlive } from "./lock.mjs";

const PART = ".part-";

/**
 * @param {string} folder the place; its existence means that it is complete
 * @param {(part: string) => Promise<void>} fill
 */
export async function fillWhole(folder, fill) {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  clearParts(parent);
  const part = join(parent, `${PART}${process.pid}-${basename(folder)}`);
  const drop = () => rmSync(part, { recursive: true, force: true });
  drop();
  mkdirSync(part);
  process.once("exit", drop);
  try {
    await fill(part);
    for (const entry of readdirSync(part, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) sync(join(entry.parentPath, entry.name));
    }
    if (existsSync(folder)) return;
    renameSync(part, folder);
    if (process.platform !== "win32") sync(parent);
  } finally {
    process.off("exit", drop);
    drop();
  }
}

/**
 * Removes what interrupted set-ups left in a folder; the parts of living ones stay.
 * @param {string} parent
 */
export function clearParts(parent) {
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    const pid = name.startsWith(PART) ? Number.parseInt(name.slice(PART.length), 10) : Number.NaN;
    if (Number.isInteger(pid) && pid !== process.pid && !isAlive(pid)) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

/** Else a power cut could leave the name without the content. @param {string} path */
function sync(path) {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
