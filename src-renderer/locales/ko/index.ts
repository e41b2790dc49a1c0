import type { Messages } from "../messages";
import { architecture } from "./architecture";
import { common } from "./common";
import { newRun } from "./newRun";
import { run } from "./run";
import { runs } from "./runs";
import { system } from "./system";

export const ko: Messages = { common, architecture, newRun, run, runs, system };
