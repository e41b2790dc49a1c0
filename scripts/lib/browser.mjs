/** A browser of the Chromium family for the end-to-end tests: one that is there, else one that can be had. */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { moduleFile, thisSystem } from "./paths.mjs";
import { step } from "./progress.mjs";
import { answers, run, tellingLine } from "./run.mjs";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"];

/** Where installers put them outside the PATH. */
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...[process.env["PROGRAMFILES"], process.env["PROGRAMFILES(X86)"], process.env["LOCALAPPDATA"]]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, "Google", "Chrome", "Application", "chrome.exe"),
      join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
    ]),
];

/** Inside a folder of Playwright's cache, such as chromium-1200. */
const PLAYWRIGHT_PROGRAMS = [
  "chrome-linux/chrome",
  "chrome-linux64/chrome",
  "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
  "chrome-win/chrome.exe",
  "chrome-win64/chrome.exe",
];

const PLAYWRIGHT_TIMEOUT = 10 * 60 * 1000;

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} the program's path
 */
export function findBrowser(env = process.env) {
  const named = env["CHROME_PATH"];
  if (named) return existsSync(named) ? named : null;
  const suffix = process.platform === "win32" ? ".exe" : "";
  const onPath = (env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => PROGRAMS.map((program) => join(folder, program + suffix)));
  return [...onPath, ...PLACES, ...playwrightPrograms(env)].find((path) => existsSync(path)) ?? null;
}

/**
 * @returns {Promise<{ path: string } | { reason: string }>} why there is none: a part of a sentence
 */
export async function ensureBrowser() {
  const there = findBrowser();
  if (there !== null) return { path: there };
  if (process.env["CHROME_PATH"])
    return { reason: `CHROME_PATH names ${process.env["CHROME_PATH"]}, which is not there` };
  const reasons = [];
  for (const { name, get } of [
    { name: "Playwright's Chromium", get: fromPlaywright },
    { name: "Debian's Chromium", get: fromDebian },
  ]) {
    const reason = await get();
    const path = findBrowser();
    if (path !== null) return { path };
    if (reason !== null) reasons.push(`${name} could not be had: ${reason}`);
  }
  return { reason: `no browser of the Chromium family was found; ${reasons.join("; ")}` };
}

/** @returns {Promise<string | null>} why not */
async function fromPlaywright() {
  const args = [moduleFile("playwright-core/cli.js"), "install", "chromium"];
  const { code, output } = await step("Getting a browser for the tests from Playwright (about 180 MB)", () =>
    run(process.execPath, args, { timeout: PLAYWRIGHT_TIMEOUT }),
  );
  return code === 0 ? null : tellingLine(output);
}

/** @returns {Promise<string | null>} why not; null where it does not apply */
async function fromDebian() {
  if (thisSystem() !== "debian" || process.getuid?.() !== 0 || !answers("apt-get")) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { code, output } = await step("Installing Debian's chromium (about 300 MB)", async () => {
    await run("apt-get", ["update", "-q"], { env });
    return run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], { env });
  });
  return code === 0 ? null : tellingLine(output);
}

/** @param {NodeJS.ProcessEnv} env @returns {string[]} the newest first */
function playwrightPrograms(env) {
  const folder = env["PLAYWRIGHT_BROWSERS_PATH"] ?? playwrightFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => PLAYWRIGHT_PROGRAMS.map((program) => join(folder, name, program)));
}

function playwrightFolder() {
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "ms-playwright");
  if (process.platform === "win32") return join(homedir(), "AppData", "Local", "ms-playwright");
  return join(homedir(), ".cache", "ms-playwright");
}
