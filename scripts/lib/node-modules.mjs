/** node_modules as the lockfile says, installed with no package's scripts run. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { NODE_MODULES, needSpace, ROOT } from "./paths.mjs";
import { notFetched, Problem } from "./problem.mjs";
import { say, step } from "./progress.mjs";
import { run, tellingLine } from "./run.mjs";

/** What node_modules takes, with npm's own cache beside it. */
const SPACE = 1_200_000_000;

/**
 * @typedef {{ version?: string; integrity?: string; optional?: boolean }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} Lockfile
 */

/**
 * What npm wrote down as installed (it does so last, so that an interrupted install has no such list) against the
 * lockfile. Optional packages may be missing: they belong to other platforms.
 * @param {Lockfile} lockfile
 * @param {Lockfile | null} installed
 */
export function matchesLockfile(lockfile, installed) {
  if (installed === null) return false;
  return Object.entries(lockfile.packages ?? {}).every(([path, locked]) => {
    if (path === "") return true;
    const there = installed.packages?.[path];
    if (there === undefined) return locked.optional === true;
    return there.version === locked.version && there.integrity === locked.integrity;
  });
}

/** Installs when node_modules is not what the lockfile says; else takes no time. */
export async function ensureNodeModules() {
  const lockfile = readJson(join(ROOT, "package-lock.json")) ?? {};
  if (matchesLockfile(lockfile, readJson(join(NODE_MODULES, ".package-lock.json")))) {
    say("· npm packages: as the lockfile says");
    return;
  }
  const total = Object.keys(lockfile.packages ?? {}).length - 1;
  needSpace(ROOT, SPACE, "Installing the npm packages");
  const { code, output } = await step(
    `Installing ${total} npm packages (npm ci)`,
    npmCi,
    () => `${installedCount()} there`,
  );
  if (code === 0) return;
  if (code === 127)
    throw new Problem("npm is missing: install it with Node (on Debian: apt install npm) and run this again.");
  // npm has taken the old list away by now; should it not have, the next run must not believe it.
  rmSync(join(NODE_MODULES, ".package-lock.json"), { force: true });
  throw notFetched(
    "The npm packages",
    "the npm registry",
    tellingLine(output.replace(/^npm error A complete log.*$/gm, "")),
  );
}

function npmCi() {
  const args = ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"];
  const npm = process.env["npm_execpath"];
  // Started by npm: the same npm, by the same Node. Else the one on the PATH, which on Windows is a command file.
  if (npm?.endsWith(".js")) return run(process.execPath, [npm, ...args], { cwd: ROOT });
  return process.platform === "win32"
    ? run("cmd.exe", ["/d", "/c", "npm", ...args], { cwd: ROOT })
    : run("npm", args, { cwd: ROOT });
}

/** npm makes the folders first and fills them as the packages come: one with a package.json has come. */
function installedCount() {
  /** @param {string} folder @returns {string[]} */
  const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : []);
  return namesIn(NODE_MODULES)
    .flatMap((name) =>
      name.startsWith("@") ? namesIn(join(NODE_MODULES, name)).map((part) => `${name}/${part}`) : [name],
    )
    .filter((name) => existsSync(join(NODE_MODULES, name, "package.json"))).length;
}

/** @param {string} path @returns {Lockfile | null} */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
