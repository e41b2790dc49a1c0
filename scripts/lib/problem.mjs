/** What the set-up can't get over by itself: each is one sentence that names what is missing and how to get it. */
import { formatBytes } from "./progress.mjs";

/** A sentence for people, printed without a stack; anything else that is thrown is a fault of ours. */
export class Problem extends Error {
  /**
   * @param {string} sentence
   * @param {{ exitCode?: number }} [options] 1 when the work failed, 2 when the usage was wrong
   */
  constructor(sentence, { exitCode = 1 } = {}) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** @typedef {"debian" | "fedora" | "macos" | "windows" | "other"} System */

/** @type {Record<System, { pip: string; compiler: string }>} */
const INSTALL = {
  debian: { pip: "apt install python3-pip", compiler: "apt install g++" },
  fedora: { pip: "dnf install python3-pip", compiler: "dnf install gcc-c++" },
  macos: { pip: "brew install python", compiler: "xcode-select --install" },
  windows: { pip: "winget install Python.Python.3.12", compiler: "wsl --install, and Residua inside it" },
  other: { pip: "the package python3-pip", compiler: "the package g++ or clang" },
};

/**
 * @param {NodeJS.Platform} platform
 * @param {string} osRelease the text of /etc/os-release, empty where there is none
 * @returns {System}
 */
export function systemOf(platform, osRelease) {
  if (platform === "darwin") return "macos";
  if (platform === "win32") return "windows";
  if (/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease)) return "debian";
  if (/^ID(_LIKE)?=.*\b(fedora|rhel|centos)\b/m.test(osRelease)) return "fedora";
  return "other";
}

/** @param {System} system @param {string} stockReason why the ready-made binding could not be had either */
export function missingPip(system, stockReason) {
  return new Problem(
    `Python's pip, which fetches TensorFlow, is missing, and the ready-made TensorFlow could not be had either (${stockReason}): install pip (${INSTALL[system].pip}) and run this again.`,
  );
}

/** @param {System} system @param {string} zigReason why the compiler from PyPI did not do either */
export function missingCompiler(system, zigReason) {
  return new Problem(
    `A C++ compiler is missing, and the one from PyPI did not do either (${zigReason}): install one (${INSTALL[system].compiler}) and run this again.`,
  );
}

/** @param {string} folder @param {number} needed bytes @param {number} free bytes @param {string} what */
export function missingSpace(folder, needed, free, what) {
  return new Problem(
    `${what} needs ${formatBytes(needed)} of free space, but ${folder} has ${formatBytes(free)}: free some, or name another place for the cache in RESIDUA_CACHE, and run this again.`,
  );
}

/** @param {string} what @param {string} source the registry as people call it @param {string} detail */
export function notFetched(what, source, detail) {
  return new Problem(
    `${what} could not be fetched from ${source} (${detail}): check the network, or the proxy and mirror settings, and run this again; what is already there is kept.`,
  );
}

/** @param {string} platform */
export function unsupportedPlatform(platform) {
  return new Problem(
    `There is no TensorFlow for ${platform} that Residua could use: it runs on Linux (x64, arm64), on macOS (arm64) and, inside WSL2, on Windows.`,
  );
}

/** @param {string} option @param {readonly string[]} accepted */
export function unknownOption(option, accepted) {
  return new Problem(`Unknown option ${option}: accepted are ${accepted.join(", ")}.`, { exitCode: 2 });
}
