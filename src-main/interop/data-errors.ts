/** The sentences about data files: the file, what was found there, what was expected, what to do. */
import { ResiduaError } from "../common/errors";

const REMEDY = "Get the file again, or choose another folder";

/** A file that is damaged or no such file at all. `finding` goes on after the file's path. */
export function corruptData(path: string, finding: string, cause?: unknown): ResiduaError {
  return new ResiduaError("DATA_CORRUPT", `${path} ${finding}. ${REMEDY}.`, { field: "data.dir", cause });
}

/** `record` counts from 0. */
export function labelOutOfRange(path: string, record: number, label: number, classes: number): ResiduaError {
  const message = `${path} has label ${label} at record ${record} (the first is 0); accepted are 0 to ${classes - 1}. ${REMEDY}.`;
  return new ResiduaError("DATA_LABEL_OUT_OF_RANGE", message, { field: "data.dir" });
}

export function dataMismatch(path: string, finding: string): ResiduaError {
  return new ResiduaError("DATA_MISMATCH", `${path} ${finding}.`, { field: "data.dir" });
}

export function dataNotFound(message: string, cause?: unknown): ResiduaError {
  return new ResiduaError("DATA_NOT_FOUND", message, { field: "data.dir", cause });
}

/** What the system said while a data file was read; errors that already are sentences pass through. */
export function dataReadError(thrown: unknown, path: string): ResiduaError {
  if (thrown instanceof ResiduaError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  if (code.startsWith("Z_")) return corruptData(path, `is a damaged gzip file (${text})`, thrown);
  return dataNotFound(`${path} can't be read: ${text}. Check the path and its permissions.`, thrown);
}
