/** From `train`'s flags to the configuration of a run. */
import { adaptSpec } from "../../common/arch/adapt";
import type { ArchSpec } from "../../common/arch/spec";
import { RUN_DEFAULTS } from "../../common/train/defaults";
import type { RunConfig } from "../../common/train/run-config";
import { datasetNamed } from "../datasets";
import { usage } from "../errors";
import type { AdaptOptions, DataOptions } from "../options";
import { type RecipeFlags, recipeFromFlags } from "./recipe-flags";

export interface TrainFlags extends AdaptOptions, DataOptions, RecipeFlags {
  dataset?: string;
  seed?: number;
  init?: string;
  checkpointEvery?: number;
  device?: string;
}

/**
 * @param architecture What --preset named; it is adapted to the data set's images and classes unless flags say otherwise.
 * @param device Used when no --device is given.
 * @throws ResiduaError USAGE for flags that are missing or don't go together, UNKNOWN_DATASET, NOT_SUPPORTED
 */
export function runConfigFromFlags(
  flags: TrainFlags,
  architecture: ArchSpec,
  device: string = RUN_DEFAULTS.device,
): RunConfig {
  if (flags.dataset === undefined) {
    throw usage("dataset", "train needs --dataset, such as --dataset shapes, which is drawn and needs no files.");
  }
  const set = datasetNamed(flags.dataset);
  if ((flags.mean === undefined) !== (flags.std === undefined)) {
    throw usage(flags.mean === undefined ? "mean" : "std", "--mean and --std go together: give both or neither.");
  }
  const { data, ...recipe } = recipeFromFlags(flags);
  return {
    version: 1,
    architecture: adaptSpec(architecture, {
      input: flags.input ?? set.input,
      classes: flags.classes ?? set.classes.length,
      shortcut: flags.shortcut,
    }),
    data: {
      dataset: set.name,
      ...(flags.data === undefined ? {} : { dir: flags.data }),
      ...data,
      ...(flags.mean === undefined ? {} : { mean: flags.mean }),
      ...(flags.std === undefined ? {} : { std: flags.std }),
    },
    ...recipe,
    ...(flags.init === undefined ? {} : { init: flags.init }),
    seed: flags.seed ?? RUN_DEFAULTS.seed,
    device: flags.device ?? device,
    ...(flags.checkpointEvery === undefined ? {} : { checkpointEvery: flags.checkpointEvery }),
  };
}
