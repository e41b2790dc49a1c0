import { parseArgs } from "node:util";
import { defaultStoreDir } from "../store";

/** The data folder from the app's own arguments (`--store DIR`); Chromium's switches stand among them and are left to it. */
export function storeFrom(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { store: { type: "string" } }, strict: false });
  return typeof values["store"] === "string" ? values["store"] : defaultStoreDir();
}

/**
 * A plain Node for the trainers: Electron's own kills native code that allocates much at once.
 * The one that npm runs on is known to fit; otherwise the one on the PATH.
 */
export function plainNode(env: NodeJS.ProcessEnv): string {
  return env["RESIDUA_NODE"] || env["npm_node_execpath"] || "node";
}

/** Where a plain Node finds a file of the app: it can't read inside app.asar. */
export function outsideArchive(path: string): string {
  return path.replace(/([/\\]app\.asar)([/\\])/, "$1.unpacked$2");
}
