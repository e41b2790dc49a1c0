import { type Command, Option } from "commander";
import type { Budget } from "../../common/train/run-config";
import { usage } from "../errors";
import { type CommonOptions, withCommon } from "../options";
import type { Places } from "../places";
import { trainHere } from "../train/train-here";
import * as values from "../values";
import { withService } from "../work";

interface Options extends CommonOptions {
  run?: string;
  steps?: number;
  epochs?: number;
}

export function resume(program: Command, places: Places): void {
  const command = program
    .command("resume")
    .description("go on from a run's newest intact checkpoint, to the same bits as without the interruption")
    .option("--run <id>", "the run, as `runs list` shows it")
    .addOption(
      new Option("--steps <k>", "make it this many steps in all").argParser(
        values.integer("steps", { min: 1, max: 100_000_000 }),
      ),
    )
    .addOption(
      new Option("--epochs <e>", "make it this many epochs in all").argParser(
        values.integer("epochs", { min: 1, max: 100_000 }),
      ),
    );
  withCommon(command).action(async (options: Options) => {
    const { run: id } = options;
    if (id === undefined) throw usage("run", "resume needs --run ID; `residua runs list` shows the runs there are.");
    const budget = budgetOf(options);
    await withService(places, options, (service) =>
      trainHere(service, (runs) => runs.resume({ id, budget }), options.json === true),
    );
  });
}

function budgetOf({ steps, epochs }: Options): Budget | undefined {
  if (steps !== undefined && epochs !== undefined) throw usage("steps", "Give either --steps or --epochs, not both.");
  if (steps !== undefined) return { unit: "steps", count: steps };
  return epochs === undefined ? undefined : { unit: "epochs", count: epochs };
}
