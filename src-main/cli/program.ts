/** The command line's tree. Each command loads what it needs when it runs, so that the light ones start at once. */
import { Command } from "commander";
import { VERSION } from "../service/version";
import { bench } from "./commands/bench";
import { datasets } from "./commands/datasets";
import { doctor } from "./commands/doctor";
import { evaluate } from "./commands/eval";
import { exportRun } from "./commands/export";
import { inspect } from "./commands/inspect";
import { planned } from "./commands/planned";
import { presets } from "./commands/presets";
import { resume } from "./commands/resume";
import { runs } from "./commands/runs";
import { serve } from "./commands/serve";
import { train } from "./commands/train";
import type { Places } from "./places";

const COMMANDS: readonly ((program: Command, places: Places) => void)[] = [
  doctor,
  presets,
  inspect,
  datasets,
  train,
  evaluate,
  exportRun,
  runs,
  bench,
  serve,
  resume,
  planned,
];

/** Errors are thrown, not printed: report() in errors.ts says them. */
export function createProgram(places: Places): Command {
  const program = new Command("residua")
    .description("An experiment workbench for residual networks on your own machine")
    .version(VERSION);
  for (const register of COMMANDS) register(program, places);
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
  }
  return program;
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
