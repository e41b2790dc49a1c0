import { readFile, stat } from "node:fs/promises";
import { parseArchSpec } from "../common/arch/adapt";
import { findPreset, presetNames } from "../common/arch/presets";
import type { ArchSpec } from "../common/arch/spec";
import { ResiduaError } from "../common/errors";

/** An architecture file has some hundred bytes; a large one is something else. */
const MAX_FILE_BYTES = 2 ** 20;

/**
 * An architecture by what the user called it: a preset's name, else the path of a file.
 * @throws ResiduaError UNKNOWN_PRESET, FILE_NOT_FOUND, INVALID_ARCHITECTURE
 */
export async function findArchitecture(name: string): Promise<ArchSpec> {
  if (presetNames().includes(name)) return findPreset(name);
  const looksLikePath = /[/\\]|\.json$/i.test(name);
  const found = await stat(name).catch(() => null);
  // A bare word that is no file is a mistyped preset.
  if (!looksLikePath && !found?.isFile()) return findPreset(name);
  return parseArchSpec(await readJsonFile(name, "INVALID_ARCHITECTURE", "the architecture file"));
}

/**
 * What a JSON file holds, unchecked.
 * @param code The error's code when it is too large or no JSON.
 * @param what How the sentence calls the file.
 * @throws ResiduaError FILE_NOT_FOUND, or `code`
 */
export async function readJsonFile(
  path: string,
  code: "INVALID_ARCHITECTURE" | "INVALID_RUN_CONFIG",
  what: string,
): Promise<unknown> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) {
    const finding = found === null ? `There is no file ${path}` : `${path} is not a file`;
    throw new ResiduaError("FILE_NOT_FOUND", `${finding}; give the path of ${what}.`);
  }
  if (found.size > MAX_FILE_BYTES) {
    throw new ResiduaError(
      code,
      `${path} has ${found.size} bytes; at most ${MAX_FILE_BYTES} are accepted for ${what}.`,
    );
  }
  try {
    // Editors on Windows begin files with a byte order mark, which is no JSON.
    return JSON.parse((await readFile(path, "utf8")).replace(/^\uFEFF/, ""));
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ResiduaError(code, `${path} is not JSON (${detail}); give the path of ${what}.`, { cause: thrown });
  }
}
