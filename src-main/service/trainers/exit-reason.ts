/** How a trainer's life ended, as a union, and what that means for whoever asked for the work. */
import type { FromTrainer } from "../../common/contract/trainer";
import { type ErrorData, ResiduaError } from "../../common/errors";

export type Outcome = Extract<FromTrainer, { type: "done" }>["outcome"];

export type ExitReason =
  | { kind: "done"; outcome: Outcome }
  /** The trainer said why it gave up. */
  | { kind: "failed"; error: ErrorData }
  /** It died without a word; `code` and `signal` as Node gives them, `lines` the end of its output. */
  | { kind: "crashed"; signal: NodeJS.Signals | null; code: number | null; lines: readonly string[] }
  /** It said something that is not in the contract, and was ended for it. */
  | { kind: "protocol"; detail: string }
  /** It could not even be started. */
  | { kind: "unstartable"; detail: string }
  /** The host ended it, because it was asked to or because no answer came to a stop. */
  | { kind: "killed" };

const SIGNALS: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGKILL: "killed from outside, or by the system because memory ran out",
  SIGSEGV: "invalid memory access",
  SIGABRT: "a check inside TensorFlow failed",
  SIGBUS: "invalid memory access",
  SIGILL: "an instruction this processor doesn't have",
  SIGFPE: "an arithmetic error in native code",
  SIGTERM: "ended from outside",
};

/** The error behind an ending that is not `done`. */
export function errorOf(reason: Exclude<ExitReason, { kind: "done" }>): ResiduaError {
  switch (reason.kind) {
    case "failed":
      return new ResiduaError(reason.error.code, reason.error.message, { field: reason.error.field });
    case "crashed":
      return new ResiduaError("TRAINER_CRASHED", crashSentence(reason));
    case "protocol":
      return new ResiduaError(
        "TRAINER_PROTOCOL",
        `The trainer sent a message that is not understood: ${reason.detail}.`,
      );
    case "unstartable":
      return new ResiduaError("TRAINER_CRASHED", `The trainer process could not be started: ${reason.detail}.`);
    case "killed":
      return new ResiduaError("TRAINER_CRASHED", "The trainer was ended before it was done.");
  }
}

function crashSentence({ signal, code, lines }: Extract<ExitReason, { kind: "crashed" }>): string {
  const meaning = signal === null ? undefined : SIGNALS[signal];
  const how =
    signal === null
      ? `ended with exit code ${code} without a result`
      : `died by ${signal}${meaning ? ` (${meaning})` : ""}`;
  const last = lastWords(lines);
  return `The trainer process ${how}. ${last === undefined ? "It left no last words." : `Its last words were: ${last}`}`;
}

/** TensorFlow's notes, in its own logging format and in absl's, and absl's banner above them: they tell what is normal. */
const NOTE = /^(I\d{4} \d|\d{4}-\d\d-\d\d [\d:.]+: I |WARNING: All log messages before absl::InitializeLog)/;

/** The last line that is no note; of an exception that Node reports, the line that names it, above its stack. */
function lastWords(lines: readonly string[]): string | undefined {
  const telling = lines.filter((line) => !NOTE.test(line));
  const isNodeReport = telling.at(-1)?.startsWith("Node.js v") ?? false;
  const named = isNodeReport ? telling.findLast((line) => /^(\w+ )?\w*Error\b/.test(line)) : undefined;
  return (named ?? telling.at(-1))?.trim();
}
