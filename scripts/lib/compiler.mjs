/** A C++ compiler: the machine's own, else Zig's from PyPI, which needs nothing of the system. */
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fillWhole } from "./parts.mjs";
import { needSpace } from "./paths.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./progress.mjs";
import { fetchWheel } from "./python.mjs";
import { answers, run, tellingLine } from "./run.mjs";

/** @typedef {readonly [command: string, ...args: string[]]} Compiler */

const CANDIDATES = ["g++", "clang++", "c++"];

/** Zig's version and the checksum of its wheel per platform. */
const ZIG_VERSION = "0.14.1";
const ZIG = join("ziglang", "zig");
const ZIG_BYTES = 84_000_000;
const ZIG_SPACE = 700_000_000;
/** @type {Readonly<Record<string, string>>} */
const ZIG_WHEELS = {
  "linux-x64": "6eb9d4d759b292c83810dbee2e9e8e3fbfbf01d864e6e9811bae711fd74e1c2f",
  "linux-arm64": "7994b27f3cbfcedea43f9b7552e38b45857bdf0e9a45065474092dd74e7048cf",
  "darwin-arm64": "eae7d46746b8e80a4d1a8369b09f7a6aace973ee39207b1b63cfb6bb086e84dc",
};

/** @param {NodeJS.ProcessEnv} [env] @returns {Compiler | null} CXX when it is set, else what the PATH has */
export function systemCompiler(env = process.env) {
  const named = env["CXX"] ? [env["CXX"]] : CANDIDATES;
  const found = named.find((command) => answers(command));
  return found === undefined ? null : [found];
}

/**
 * @param {string} downloads folder that the set-up empties when it is done: a binding is compiled once, Zig is 340 MB
 * @param {import("./python.mjs").Python} python
 * @returns {Promise<Compiler>}
 * @throws {Problem} when it can't be had
 */
export async function zigCompiler(downloads, python) {
  const platform = `${process.platform}-${process.arch}`;
  const sha256 = ZIG_WHEELS[platform];
  if (sha256 === undefined) throw new Problem(`it is not made for ${platform}`);
  const folder = join(downloads, "zig");
  if (!existsSync(folder)) {
    needSpace(downloads, ZIG_SPACE, "A C++ compiler");
    const wheel = await fetchWheel(
      python,
      { requirement: `ziglang==${ZIG_VERSION}`, sha256, bytes: ZIG_BYTES },
      downloads,
    );
    await fillWhole(folder, async (part) => {
      const [command, ...args] = python;
      const unpacking = () => run(command, [...args, "-m", "zipfile", "-e", wheel, part]);
      const { code, output } = await step("Unpacking the compiler", unpacking);
      if (code !== 0) throw new Problem(tellingLine(output));
      // Python's zipfile does not keep the permissions.
      chmodSync(join(part, ZIG), 0o755);
    });
  }
  return [join(folder, ZIG), "c++"];
}
