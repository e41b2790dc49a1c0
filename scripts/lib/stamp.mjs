/** Whether a result still belongs to its sources: told by what is in them, not by dates, which a clone does not keep. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = ".built-from";

/**
 * @param {string} root
 * @param {readonly string[]} paths files and folders, relative to the root
 * @returns {string} changes when a file is added, removed, renamed or changed
 */
export function contentHash(root, paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesUnder(root, path)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} folder @param {string} hash */
export function isStamped(folder, hash) {
  const stamp = join(folder, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

/** To be written last: a result without its stamp is made again. @param {string} folder @param {string} hash */
export function writeStamp(folder, hash) {
  writeFileSync(join(folder, STAMP), hash);
}

/** @param {string} root @param {string} path @returns {string[]} with forward slashes on each platform */
function filesUnder(root, path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute).flatMap((name) => filesUnder(root, `${path}/${name}`));
}
