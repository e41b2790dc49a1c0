/**
 * Errors are data: a stable code, one sentence, and where it belongs. They cross process borders as plain objects
 * (see {@link toErrorData}) and never lose their code on the way.
 */

/** Every code, with whose fault it is: `input` ends the command line with 2, `work` with 1. */
export const ERROR_CODES = {
  // what the user gave
  USAGE: "input",
  UNKNOWN_PRESET: "input",
  INVALID_ARCHITECTURE: "input",
  INVALID_RUN_CONFIG: "input",
  INVALID_VALUE: "input",
  UNKNOWN_RUN: "input",
  UNKNOWN_DATASET: "input",
  DATA_NOT_FOUND: "input",
  DATA_CORRUPT: "input",
  DATA_LABEL_OUT_OF_RANGE: "input",
  DATA_MISMATCH: "input",
  FILE_NOT_FOUND: "input",
  FILE_NOT_WRITABLE: "input",
  WEIGHTS_CORRUPT: "input",
  WEIGHTS_MISMATCH: "input",
  NO_CHECKPOINT: "input",
  NOTHING_LEFT: "input",
  PORT_BUSY: "input",
  PORT_REFUSED: "input",
  DEVICE_UNAVAILABLE: "input",
  NOT_SUPPORTED: "input",
  ILLEGAL_RUN_MOVE: "input",
  STORE_NEWER: "input",
  STORE_UNUSABLE: "input",
  // what failed while working
  ENGINE_UNAVAILABLE: "work",
  ENGINE_FAILED: "work",
  NON_FINITE_LOSS: "work",
  TRAINER_CRASHED: "work",
  TRAINER_PROTOCOL: "work",
  FETCH_FAILED: "work",
  CHECKPOINT_CORRUPT: "work",
  CHECKPOINT_MISMATCH: "work",
  DISK_FULL: "work",
  PEER_UNAVAILABLE: "work",
  DEVICE_BUSY: "work",
  INTERNAL: "work",
} as const satisfies Record<string, "input" | "work">;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What crosses a process border in place of an Error. `field` is the path of the form field or flag it belongs to. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  field?: string | undefined;
}

/** An expected failure. The message is one sentence: what was received, what is accepted, what to do. */
export class ResiduaError extends Error {
  override readonly name = "ResiduaError";
  readonly code: ErrorCode;
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, options: { field?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.field = options.field;
  }
}

/** Turns anything thrown into data; what is not a ResiduaError becomes INTERNAL with its own text. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof ResiduaError) {
    return thrown.field === undefined
      ? { code: thrown.code, message: thrown.message }
      : { code: thrown.code, message: thrown.message, field: thrown.field };
  }
  return { code: "INTERNAL", message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** The way back: data that arrived from another process, as an error to throw. */
export function fromErrorData(data: ErrorData): ResiduaError {
  return new ResiduaError(data.code, data.message, { field: data.field });
}

/** 2 when the input was wrong, 1 when the work failed (the command line's contract). */
export function exitCodeOf(code: ErrorCode): 1 | 2 {
  return ERROR_CODES[code] === "input" ? 2 : 1;
}
