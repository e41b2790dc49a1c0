import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { parseArchSpec } from "../common/arch/adapt";
import { findPreset, presetNames } from "../common/arch/presets";
import { SAMPLES } from "../common/arch/samples";
import { type ArchSpec, archSpecSchema } from "../common/arch/spec";
import { ResiduaError } from "../common/errors";
import { oneLine } from "../common/preview";

/** An architecture file has some hundred bytes; a large one is something else, and isn't worth the wait. */
const MAX_FILE_BYTES = 128 * 1024;

/**
 * An architecture by what the user called it: a preset's or a sample's name, else the path of a file.
 * @throws ResiduaError UNKNOWN_PRESET, FILE_NOT_FOUND, INVALID_ARCHITECTURE
 */
export async function findArchitecture(name: string): Promise<ArchSpec> {
  if (presetNames().includes(name)) return findPreset(name);
  const sample = SAMPLES.find(({ spec }) => spec.name === name);
  if (sample) return archSpecSchema.parse(sample.spec);
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
  const named = oneLine(path, 200);
  if (!found?.isFile()) {
    const finding = found === null ? `There is no file ${named}` : `${named} is not a file`;
    throw new ResiduaError("FILE_NOT_FOUND", `${finding}; give the path of ${what}.`);
  }
  const bytes = await readUpTo(path, MAX_FILE_BYTES + 1).catch((thrown: unknown) => {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ResiduaError("FILE_NOT_FOUND", `${named} can't be read (${detail}); give the path of ${what}.`);
  });
  if (bytes.length > MAX_FILE_BYTES) {
    const size = Math.max(found.size, bytes.length);
    throw new ResiduaError(code, `${named} has ${size} bytes; at most ${MAX_FILE_BYTES} are accepted for ${what}.`);
  }
  try {
    // Without a byte order mark, which editors on Windows put in front and which is no JSON.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (thrown) {
    const detail = thrown instanceof SyntaxError ? oneLine(thrown.message, 120) : "it is not UTF-8 text";
    throw new ResiduaError(code, `${named} is not JSON (${detail}); give the path of ${what}.`, { cause: thrown });
  }
}

/** The file's first bytes: what `stat` says of its size may be out of date, or 0 where the system makes it up. */
async function readUpTo(path: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: most - 1 })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
