import { type Command, Option } from "commander";
import { DEFAULT_SCHEDULES, RUN_DEFAULTS, SCHEDULE_DEFAULTS } from "../../common/train/defaults";
import { AUGMENTATIONS, DATASET_NAMES, type RunConfig, scheduleSchema } from "../../common/train/run-config";
import type { WorkContext } from "../../service";
import { findArchitecture } from "../architecture";
import { usage } from "../errors";
import { batchOption, type CommonOptions, deviceOption, withAdaptation, withCommon, withData } from "../options";
import type { Places } from "../places";
import { runConfigFromFlags, type TrainFlags } from "../train/flags";
import { readRunFile } from "../train/run-file";
import { trainHere } from "../train/train-here";
import * as values from "../values";
import { withService, workContext } from "../work";

const SCHEDULES = scheduleSchema.options.map(({ shape }) => shape.kind.value);

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

function addRecipe(command: Command): void {
  const { optimizer, seed, data } = RUN_DEFAULTS;
  const numeric = (flags: string, text: string, parser: (text: string) => unknown, fallback?: number) => {
    const option = new Option(flags, text).argParser(parser);
    command.addOption(fallback === undefined ? option : option.default(fallback));
  };
  const steps = { min: 1, max: 100_000_000 };
  const share = { min: 0, max: 1 };
  command.addOption(batchOption(RUN_DEFAULTS.batch));
  numeric("--steps <k>", "train for this many steps", values.integer("steps", steps));
  numeric("--epochs <e>", "train for this many epochs", values.integer("epochs", { min: 1, max: 100_000 }));
  numeric("--lr <x>", "learning rate", values.number("lr", { min: 0, max: 1000 }), optimizer.learningRate);
  numeric(
    "--momentum <m>",
    "of stochastic gradient descent",
    values.number("momentum", { ...share, below: true }),
    optimizer.momentum,
  );
  command.option("--nesterov", "Nesterov's momentum");
  numeric(
    "--weight-decay <w>",
    "on every parameter",
    values.number("weight-decay", { min: 0, max: 10 }),
    optimizer.weightDecay,
  );
  command.addOption(
    new Option(
      "--schedule <kind>",
      `of the learning rate: ${SCHEDULES.join(", ")} (default: ${DEFAULT_SCHEDULES.epochs} over --epochs, ${DEFAULT_SCHEDULES.steps} over --steps)`,
    ).argParser(values.oneOf("schedule", SCHEDULES)),
  );
  numeric("--milestones <a,b>", "steps after which the rate falls (step)", values.integers("milestones", steps));
  const { gamma } = SCHEDULE_DEFAULTS.step;
  numeric(
    "--gamma <g>",
    `factor at each milestone (step; default: ${gamma})`,
    values.number("gamma", { ...share, above: true }),
  );
  const { warmup } = SCHEDULE_DEFAULTS.onecycle;
  numeric(
    "--warmup <f>",
    `share of the run with a rising rate (onecycle; default: ${warmup})`,
    values.number("warmup", share),
  );
  numeric(
    "--seed <s>",
    "decides first weights, order and augmentation",
    values.integer("seed", { min: 0, max: 2 ** 32 - 1 }),
    seed,
  );
  command.option("--shuffle", "a new order in each epoch (default)");
  command.option("--no-shuffle", "file order");
  command.addOption(
    new Option("--augment <kind>", `${AUGMENTATIONS.join(", ")}: pad by 4, random crop, horizontal flip`)
      .argParser(values.oneOf("augment", AUGMENTATIONS))
      .default(data.augment),
  );
  command.option(
    "--init <file>",
    "safetensors with torchvision's names to start from (default: He initialisation)",
    values.path("init"),
  );
  numeric(
    "--checkpoint-every <n>",
    "steps between checkpoints (default: at the end of every epoch)",
    values.integer("checkpoint-every", steps),
  );
  command.addOption(deviceOption("gpu:0 where there is one, else cpu"));
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
