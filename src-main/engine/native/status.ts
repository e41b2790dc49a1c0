/** Whether TensorFlow is there, told by looking at files alone: nothing is loaded, so any process may ask. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BINDING_FILE, bindingFolder, bindingPackage, cacheFolder, libraryFolder, stockBinding } from "./cache.mjs";
import { libraryRow } from "./platforms.mjs";

export type EngineStatus =
  | { state: "ready"; bindingPath: string; version: string }
  /** Two sentences: what is missing, and what to do about it. */
  | { state: "missing"; reason: string; remedy: string };

const REMEDY = "Run `npm run setup`: it gets and compiles what is missing and says what it can't get.";

/**
 * The binding in the cache, else the npm package's stock one.
 * @param packageFolder the installed package with the binding's sources; null when it is not there
 */
export function engineStatus(cache = cacheFolder(), packageFolder = findPackage()): EngineStatus {
  const row = libraryRow();
  if (packageFolder === null) {
    return { state: "missing", reason: "The npm package @tensorflow/tfjs-node-gpu is not installed.", remedy: REMEDY };
  }
  const library = row === null ? null : libraryFolder(cache, row);
  if (row !== null && library !== null) {
    const bindingPath = join(bindingFolder(library, packageFolder), BINDING_FILE);
    const libraries = row.libraries.map((name) => join(library, "lib", name));
    if ([bindingPath, ...libraries].every(existsSync)) return { state: "ready", bindingPath, version: row.version };
  }
  const stock = stockBinding(packageFolder);
  if (existsSync(stock)) return { state: "ready", bindingPath: stock, version: stockVersion(packageFolder) };
  if (library === null) {
    const reason = `There is no TensorFlow ready for ${process.platform}-${process.arch}.`;
    return { state: "missing", reason, remedy: REMEDY };
  }
  const part = existsSync(join(library, "lib")) ? "TensorFlow's binding for Node" : "TensorFlow's library";
  return { state: "missing", reason: `${part} is not in ${library}.`, remedy: REMEDY };
}

function findPackage(): string | null {
  try {
    return bindingPackage();
  } catch {
    return null;
  }
}

/** The stock binding's TensorFlow, as its install script pins it. */
function stockVersion(packageFolder: string): string {
  const constants = readFileSync(join(packageFolder, "scripts", "deps-constants.js"), "utf8");
  return /LIBTENSORFLOW_VERSION = '([\d.]+)'/.exec(constants)?.[1] ?? "unknown";
}
