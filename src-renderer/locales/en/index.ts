import { architecture } from "./architecture";
import { common } from "./common";
import { diagram } from "./diagram";
import { inside } from "./inside";
import { layers } from "./layers";
import { newRun } from "./newRun";
import { problems } from "./problems";
import { run } from "./run";
import { runs } from "./runs";
import { system } from "./system";

/** The master: its keys are the keys, and every other language must have exactly them. */
export const en = { common, inside, architecture, diagram, layers, problems, newRun, run, runs, system };
