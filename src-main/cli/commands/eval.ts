import { type Command, Option } from "commander";
import { adaptSpec } from "../../common/arch/adapt";
import { RUN_DEFAULTS } from "../../common/train/defaults";
import type { DataConfig } from "../../common/train/run-config";
import type { Evaluation } from "../../service/evaluate";
import { findArchitecture } from "../architecture";
import { datasetNamed } from "../datasets";
import { usage } from "../errors";
import {
  type AdaptOptions,
  batchOption,
  type CommonOptions,
  type DataOptions,
  deviceOption,
  withAdaptation,
  withCommon,
  withData,
} from "../options";
import { count, loss, percent, print, printJson, tell } from "../output";
import type { Places } from "../places";
import * as values from "../values";
import { withService, workContext } from "../work";
import { requireStore } from "./runs";

interface Options extends CommonOptions, AdaptOptions, DataOptions {
  run?: string;
  weights?: string;
  preset?: string;
  dataset?: string;
  batch: number;
  device?: string;
}

/** The figures do not depend on it; this many images keep the kernels busy and fit beside everything else. */
const BATCH = 250;

export function evaluate(program: Command, places: Places): void {
  const command = program
    .command("eval")
    .description("loss and accuracy on the test split, with running statistics")
    .option("--run <id>", "the newest intact checkpoint of this run, on the run's own data")
    .addOption(
      new Option("--weights <file>", "safetensors with torchvision's names; with --preset and --dataset")
        .argParser(values.path("weights"))
        .conflicts("run"),
    )
    .addOption(new Option("--preset <arch>", "a preset's name or the path of an architecture file").conflicts("run"))
    .option("--dataset <name>", "the data set");
  withCommon(withData(withAdaptation(command, "the data set's")))
    .addOption(batchOption(BATCH))
    .addOption(deviceOption("the run's own, or cpu"))
    .action(async (options: Options) => {
      const evaluation = options.run === undefined ? await ofFile(options) : await ofRun(places, options, options.run);
      const { evaluate } = await import("../../service/evaluate");
      const score = await evaluate(await workContext(places, options), evaluation);
      if (options.json) printJson(score);
      else print(`loss ${loss(score.loss)}, accuracy ${percent(score.accuracy)} of ${count(score.count)} images`);
    });
}

async function ofRun(places: Places, options: Options, run: string): Promise<Evaluation> {
  requireStore(run, options);
  const { evaluationOfRun } = await import("../../service/evaluate");
  const { step, skipped, ...found } = await withService(places, options, ({ context }) =>
    evaluationOfRun(context, run),
  );
  for (const sentence of skipped) tell(`residua: ${sentence} An older checkpoint stands in.`);
  if (!options.json) tell(`Run ${run} after ${count(step)} steps`);
  const architecture = adaptSpec(found.architecture, options);
  const data =
    options.dataset === undefined ? { ...found.data, ...dataFlags(options) } : dataOf(options, options.dataset);
  return { ...found, architecture, data, batch: options.batch, device: options.device ?? found.device };
}

async function ofFile(options: Options): Promise<Evaluation> {
  const { weights, preset, dataset } = options;
  const missing = Object.entries({ weights, preset, dataset }).find(([, value]) => value === undefined)?.[0];
  if (weights === undefined || preset === undefined || dataset === undefined) {
    const message = `eval needs --run, or --weights with --preset and --dataset; --${missing} is missing.`;
    throw usage(String(missing), message);
  }
  const set = datasetNamed(dataset);
  const architecture = adaptSpec(await findArchitecture(preset), {
    input: options.input ?? set.input,
    classes: options.classes ?? set.classes.length,
    shortcut: options.shortcut,
  });
  const device = options.device ?? RUN_DEFAULTS.device;
  return { architecture, data: dataOf(options, dataset), weights, batch: options.batch, device };
}

/** Shuffling and augmentation are for training; the test split is read in file order as it is. */
function dataOf(options: DataOptions, dataset: string): DataConfig {
  return { dataset: datasetNamed(dataset).name, augment: "none", shuffle: false, ...dataFlags(options) };
}

function dataFlags({ data, mean, std }: DataOptions): Pick<DataConfig, "dir" | "mean" | "std"> {
  return {
    ...(data === undefined ? {} : { dir: data }),
    ...(mean === undefined ? {} : { mean }),
    ...(std === undefined ? {} : { std }),
  };
}
