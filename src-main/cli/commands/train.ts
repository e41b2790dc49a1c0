import type { Command } from "commander";
import { DATASET_NAMES, type RunConfig } from "../../common/train/run-config";
import type { WorkContext } from "../../service";
import { findArchitecture } from "../architecture";
import { usage } from "../errors";
import { type CommonOptions, withAdaptation, withCommon, withData } from "../options";
import type { Places } from "../places";
import { runConfigFromFlags, type TrainFlags } from "../train/flags";
import { addRecipe, recipeList } from "../train/recipe-options";
import { readRunFile } from "../train/run-file";
import { trainHere } from "../train/train-here";
import { withService, workContext } from "../work";

interface Options extends CommonOptions, TrainFlags {
  preset?: string;
}

export function train(program: Command, places: Places): void {
  const command = program
    .command("train")
    .description("train one run in the foreground")
    .argument("[run.json]", "a run's whole configuration as a file, instead of flags")
    .option("--preset <arch>", "a preset's name or the path of an architecture file")
    .option("--dataset <name>", DATASET_NAMES.join(", "));
  withData(withAdaptation(command, "the data set's"));
  addRecipe(command);
  withCommon(command)
    .addHelpText("after", `\nRecipes:\n${recipeList()}`)
    .addHelpText("after", "\nCtrl+C stops after the current step and saves; a second one stops at once.")
    .action(async (file: string | undefined, options: Options) => {
      const context = await workContext(places, options);
      const config = file === undefined ? await fromFlags(options, context) : await fromFile(file, command);
      const { preflight } = await import("../../service/preflight");
      // Before the store is opened: what can't run leaves nothing behind.
      const checked = await preflight(context, config);
      await withService(places, options, (service) =>
        trainHere(service, (runs) => runs.create({ config: checked }), options.json === true),
      );
    });
}

async function fromFlags(options: Options, context: WorkContext): Promise<RunConfig> {
  if (options.preset === undefined) {
    throw usage("preset", "train needs --preset, such as --preset resnet20, or a run's configuration as a file.");
  }
  const architecture = await findArchitecture(options.preset);
  // Complete before a device is looked for, which may take seconds.
  const config = runConfigFromFlags(options, architecture);
  if (options.device !== undefined) return config;
  const { preferredDevice } = await import("../../service/devices");
  return { ...config, device: await preferredDevice(context) };
}

async function fromFile(path: string, command: Command): Promise<RunConfig> {
  const flag = Object.keys(command.opts()).find(
    (name) => !["json", "store"].includes(name) && command.getOptionValueSource(name) === "cli",
  );
  if (flag !== undefined) {
    const option = command.options.find((candidate) => candidate.attributeName() === flag);
    const message = `${option?.long ?? flag} can't be added to ${path}, which decides everything: change it in the file.`;
    throw usage(flag, message);
  }
  return readRunFile(path);
}
