import { architecture } from "./architecture";
import { common } from "./common";
import { newRun } from "./newRun";
import { run } from "./run";
import { runs } from "./runs";
import { system } from "./system";

/** The master: its keys are the keys, and every other language must have exactly them. */
export const en = { common, architecture, newRun, run, runs, system };
