/** TensorFlow's library out of its wheel: two libraries and fourteen headers, in the user's cache. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { HEADERS } from "../../src-main/engine/native/platforms.mjs";
import { fillWhole } from "./parts.mjs";
import { needSpace } from "./paths.mjs";
import { Problem } from "./problem.mjs";
import { formatBytes, step } from "./progress.mjs";
import { fetchWheel, unpack } from "./python.mjs";
import { answers, run, tellingLine } from "./run.mjs";

/** The wheel, the libraries unpacked, and strip's copy of the larger one, all at the same time; half stays. */
const SPACE = 2_000_000_000;

/**
 * @param {string} downloads folder for the wheel
 * @param {string} folder the library's place, see native/cache.mjs
 * @param {import("../../src-main/engine/native/platforms.mjs").LibraryRow} row
 * @param {import("./python.mjs").Python} python
 */
export async function fetchLibrary(downloads, folder, row, python) {
  needSpace(downloads, SPACE, `Getting TensorFlow ${row.version}`);
  const wheel = await fetchWheel(python, { ...row, bytes: row.downloadBytes }, downloads);
  await fillWhole(folder, async (part) => {
    const files = filesOf(row);
    const { code, output } = await step(
      "Unpacking TensorFlow's library",
      () => unpack(python, wheel, part, files),
      () => formatBytes(sizeOf(join(part, "lib"))),
    );
    const missing = files.find(([, target]) => !existsSync(join(part, target)));
    if (code !== 0 || missing !== undefined) {
      throw new Problem(`The wheel ${wheel} could not be unpacked (${tellingLine(output)}): run this again.`);
    }
    await strip(row, join(part, "lib"));
  });
}

/**
 * @param {import("../../src-main/engine/native/platforms.mjs").LibraryRow} row
 * @returns {(readonly [string, string])[]} member of the wheel and where it goes
 */
export function filesOf(row) {
  return [
    ...row.libraries.map((name) => /** @type {const} */ ([`tensorflow/${name}`, join("lib", name)])),
    ...HEADERS.map((name) => /** @type {const} */ ([`tensorflow/include/${name}`, join("include", name)])),
  ];
}

/**
 * Drops the symbols that only a debugger reads, a quarter of the size; without `strip` they just stay.
 * On macOS it would break the library's signature.
 * @param {import("../../src-main/engine/native/platforms.mjs").LibraryRow} row
 * @param {string} folder
 */
async function strip(row, folder) {
  if (!row.platform.startsWith("linux") || !answers("strip")) return;
  const before = sizeOf(folder);
  await step("Stripping it", async () => {
    for (const name of row.libraries) await run("strip", [join(folder, name)]);
  });
  process.stderr.write(`  ${formatBytes(before)} became ${formatBytes(sizeOf(folder))}\n`);
}

/** @param {string} folder */
function sizeOf(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
