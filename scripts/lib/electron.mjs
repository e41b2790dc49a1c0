/** Whether the workbench can open in a window of its own, and if not, why: told as a part of a sentence. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../src-main/engine/native/cache.mjs";
import { DIST, moduleFile } from "./paths.mjs";
import { step } from "./progress.mjs";
import { run, tellingLine } from "./run.mjs";

/** A download of about 110 MB; a network that bars it says so at once. */
const INSTALL_TIMEOUT = 3 * 60 * 1000;

/**
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function ensureElectron() {
  const obstacle = obstacleOf(process.platform, process.env, process.getuid?.() ?? null);
  if (obstacle !== null) return { reason: obstacle };
  if (!existsSync(join(DIST, "main", "electron-main.js"))) return { reason: "this version has no desktop window yet" };
  const there = electronProgram();
  if (there !== null) return { program: there };
  const memory = failureFile();
  if (existsSync(memory)) return { reason: `${readFileSync(memory, "utf8")}; delete ${memory} to try again` };
  const { output } = await step("Getting Electron (about 110 MB)", () =>
    run(process.execPath, [moduleFile("electron/install.js")], { timeout: INSTALL_TIMEOUT }),
  );
  const program = electronProgram();
  if (program !== null) return { program };
  const reason = `Electron could not be had (${tellingLine(output)})`;
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(memory, reason);
  return { reason };
}

/**
 * What no download would change.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {number | null} user
 * @returns {string | null}
 */
export function obstacleOf(platform, env, user) {
  if (platform !== "linux") return null;
  if (!env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return "there is no display here for a window";
  return user === 0 ? "Electron keeps its sandbox only for a user other than root" : null;
}

/** @returns {string | null} as Electron's own install script leaves it */
function electronProgram() {
  const path = moduleFile("electron/path.txt");
  if (!existsSync(path)) return null;
  const program = join(moduleFile("electron/dist"), readFileSync(path, "utf8").trim());
  return existsSync(program) ? program : null;
}

/** One try per version of Electron: a machine without access stays one, and starts have to be quick. */
function failureFile() {
  const { version } = JSON.parse(readFileSync(moduleFile("electron/package.json"), "utf8"));
  return join(cacheFolder(), `electron-${version}-failed.txt`);
}
