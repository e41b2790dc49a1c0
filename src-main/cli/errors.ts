/** From anything thrown to one sentence, one code and one exit status. */
import { CommanderError } from "commander";
import { type ErrorData, exitCodeOf, ResiduaError, toErrorData } from "../common/errors";
import { printJson, tell } from "./output";

/** Ends the command with a status and no word more: the command has said everything itself. */
export class SilentExit {
  constructor(readonly status: number) {}
}

/** Says what went wrong, and gives the exit status. */
export function report(thrown: unknown, { json }: { json: boolean }): number {
  if (thrown instanceof SilentExit) return thrown.status;
  // Help and version arrive as errors too, already printed.
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
  const data = toErrorData(thrown instanceof CommanderError ? usageError(thrown) : thrown);
  tellError(data);
  if (json) printJson({ error: { code: data.code, message: data.message, field: data.field ?? null } });
  return exitCodeOf(data.code);
}

/** `residua: <sentence> [CODE]` */
export function tellError({ code, message }: ErrorData): void {
  tell(`residua: ${message} [${code}]`);
}

/** Flags that are missing or don't go together. */
export function usage(field: string, sentence: string): ResiduaError {
  return new ResiduaError("USAGE", sentence, { field });
}

/** Commander's message ("error: unknown option '--bath'\n(Did you mean --batch?)") as one sentence of ours. */
export function usageError({ code, message }: CommanderError): ResiduaError {
  if (code === "commander.help") return new ResiduaError("USAGE", "No command was given. `residua --help` lists them.");
  const [first = "", hint = ""] = message.replace(/^error: /, "").split("\n");
  const suggestion = /Did you mean (.+)\?/.exec(hint)?.[1];
  const finding = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/\.$/, "");
  const remedy = suggestion === undefined ? "--help lists what is accepted." : `Did you mean ${suggestion}?`;
  const flag = /--([a-z-]+)/.exec(first)?.[1];
  return new ResiduaError("USAGE", `${finding}. ${remedy}`, { field: flag });
}
