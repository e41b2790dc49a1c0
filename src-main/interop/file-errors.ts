import { ResiduaError } from "../common/errors";

function systemCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
}

/** True when the thing simply is not there. */
export function isMissing(thrown: unknown): boolean {
  const code = systemCode(thrown);
  // A file where a folder should be leads nowhere either.
  return code === "ENOENT" || code === "ENOTDIR";
}

/** What went wrong while reading `path`, as a sentence; errors that already are one pass through. */
export function readError(thrown: unknown, path: string): ResiduaError {
  if (thrown instanceof ResiduaError) return thrown;
  if (isMissing(thrown)) {
    return new ResiduaError("FILE_NOT_FOUND", `There is no file ${path}. Check the path.`, { cause: thrown });
  }
  if (systemCode(thrown) === "EISDIR") {
    return new ResiduaError("FILE_NOT_FOUND", `${path} is a folder; a file is expected there.`, { cause: thrown });
  }
  return new ResiduaError("FILE_NOT_FOUND", `${path} can't be read: ${text(thrown)}.`, { cause: thrown });
}

/** What went wrong while writing `path`. A full disk has its own code, since freeing space is the remedy. */
export function writeError(thrown: unknown, path: string): ResiduaError {
  if (thrown instanceof ResiduaError) return thrown;
  const code = systemCode(thrown);
  if (code === "ENOSPC" || code === "EDQUOT") {
    const message = `The disk is full: ${path} could not be written, and what was there before is kept. Free some space and try again.`;
    return new ResiduaError("DISK_FULL", message, { cause: thrown });
  }
  return new ResiduaError("FILE_NOT_WRITABLE", `${path} can't be written: ${text(thrown)}.`, { cause: thrown });
}

function text(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
