/** The places in the checkout that more than one script speaks of. */
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingSpace, systemOf } from "./problem.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const NODE_MODULES = join(ROOT, "node_modules");
export const DIST = join(ROOT, "dist");
export const CHECKOUT_LOCK = join(DIST, ".setup.lock");

/** The program of an installed package, to be run by Node itself: the same on each platform. @param {string} path */
export function moduleFile(path) {
  return join(NODE_MODULES, path);
}

export function thisSystem() {
  const release = "/etc/os-release";
  return systemOf(process.platform, existsSync(release) ? readFileSync(release, "utf8") : "");
}

/**
 * @param {string} folder need not exist yet
 * @param {number} bytes
 * @param {string} what starts the sentence
 */
export function needSpace(folder, bytes, what) {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  if (free < bytes) throw missingSpace(folder, bytes, free, what);
}
