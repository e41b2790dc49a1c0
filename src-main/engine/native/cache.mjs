// @ts-check
/**
 * Where the engine lies on disk, defined once for the set-up that fills the cache and the engine that loads from it
 * (plain JavaScript, since the set-up runs before anything is built).
 *
 *     <cache>/tensorflow-2.21.0-linux-x64-<sha>/   one per library: shared by every checkout of the user
 *       lib/  include/                             complete when the folder has its name: it is filled beside and renamed
 *       bindings/<hash of the sources>/            one per version of the binding's sources, in the same way
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** Raised when the way the binding is compiled changes, so that old ones are compiled anew. */
const RECIPE = "1";

export const BINDING_FILE = "tfjs_binding.node";

/**
 * The folder for what can be had again: RESIDUA_CACHE, or the platform's own place.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env["RESIDUA_CACHE"]) return env["RESIDUA_CACHE"];
  if (platform === "win32") return join(env["LOCALAPPDATA"] || join(homedir(), "AppData", "Local"), "Residua", "Cache");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "Residua");
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "residua");
}

/**
 * @param {string} cache
 * @param {import("./platforms.mjs").LibraryRow} row
 * @returns {string} the library's own folder, with `lib` and `include`
 */
export function libraryFolder(cache, row) {
  return join(cache, `tensorflow-${row.version}-${row.platform}-${row.sha256.slice(0, 8)}`);
}

/** @returns {string} the folder of the npm package that the binding's sources and the stock binding come from */
export function bindingPackage() {
  return dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-node-gpu/package.json"));
}

/**
 * The folder of the binding that belongs to these sources.
 * @param {string} library a {@link libraryFolder}
 * @param {string} [packageFolder]
 * @returns {string}
 */
export function bindingFolder(library, packageFolder = bindingPackage()) {
  const sources = join(packageFolder, "binding");
  const hash = createHash("sha256").update(RECIPE);
  for (const name of readdirSync(sources).sort()) hash.update(`\0${name}\0`).update(readFileSync(join(sources, name)));
  return join(library, "bindings", hash.digest("hex").slice(0, 16));
}

/**
 * The binding as the npm package's own install script leaves it, with an older TensorFlow.
 * @param {string} [packageFolder]
 * @returns {string}
 */
export function stockBinding(packageFolder = bindingPackage()) {
  return join(packageFolder, "lib", "napi-v8", BINDING_FILE);
}
