/** From `train`'s flags to the configuration of a run. */
import { adaptSpec } from "../../common/arch/adapt";
import type { ArchSpec } from "../../common/arch/spec";
import { DEFAULT_SCHEDULES, RUN_DEFAULTS, SCHEDULE_DEFAULTS } from "../../common/train/defaults";
import type { AUGMENTATIONS, Budget, RunConfig, Schedule } from "../../common/train/run-config";
import { datasetNamed } from "../datasets";
import { usage } from "../errors";
import type { AdaptOptions, DataOptions } from "../options";

export interface TrainFlags extends AdaptOptions, DataOptions {
  dataset?: string;
  batch?: number;
  steps?: number;
  epochs?: number;
  lr?: number;
  momentum?: number;
  nesterov?: true;
  weightDecay?: number;
  schedule?: Schedule["kind"];
  milestones?: number[];
  gamma?: number;
  warmup?: number;
  seed?: number;
  shuffle?: boolean;
  augment?: (typeof AUGMENTATIONS)[number];
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
  const { data, optimizer } = RUN_DEFAULTS;
  if ((flags.mean === undefined) !== (flags.std === undefined)) {
    throw usage(flags.mean === undefined ? "mean" : "std", "--mean and --std go together: give both or neither.");
  }
  const budget = budgetOf(flags);
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
      augment: flags.augment ?? data.augment,
      shuffle: flags.shuffle ?? data.shuffle,
      ...(flags.mean === undefined ? {} : { mean: flags.mean }),
      ...(flags.std === undefined ? {} : { std: flags.std }),
    },
    batch: flags.batch ?? RUN_DEFAULTS.batch,
    budget,
    optimizer: {
      kind: "sgd",
      learningRate: flags.lr ?? optimizer.learningRate,
      momentum: flags.momentum ?? optimizer.momentum,
      nesterov: flags.nesterov ?? optimizer.nesterov,
      weightDecay: flags.weightDecay ?? optimizer.weightDecay,
    },
    schedule: scheduleOf(flags, DEFAULT_SCHEDULES[budget.unit]),
    ...(flags.init === undefined ? {} : { init: flags.init }),
    seed: flags.seed ?? RUN_DEFAULTS.seed,
    device: flags.device ?? device,
    ...(flags.checkpointEvery === undefined ? {} : { checkpointEvery: flags.checkpointEvery }),
  };
}

function budgetOf({ steps, epochs }: TrainFlags): Budget {
  if (steps !== undefined && epochs === undefined) return { unit: "steps", count: steps };
  if (epochs !== undefined && steps === undefined) return { unit: "epochs", count: epochs };
  throw usage("steps", "train needs how long to train: give either --steps or --epochs.");
}

/** The flags that only one schedule reads. */
const SCHEDULE_FLAGS = { milestones: "step", gamma: "step", warmup: "onecycle" } as const;

function scheduleOf(flags: TrainFlags, fallback: Schedule["kind"]): Schedule {
  const kind = flags.schedule ?? fallback;
  for (const [flag, owner] of Object.entries(SCHEDULE_FLAGS)) {
    if (flags[flag as keyof typeof SCHEDULE_FLAGS] === undefined || kind === owner) continue;
    throw usage(flag, `--${flag} belongs to --schedule ${owner}, and the schedule is ${kind}.`);
  }
  switch (kind) {
    case "step":
      if (flags.milestones === undefined) {
        const example = "such as --milestones 32000,48000";
        throw usage("milestones", `--schedule step needs the steps after which the rate falls, ${example}.`);
      }
      return { kind, milestones: flags.milestones, gamma: flags.gamma ?? SCHEDULE_DEFAULTS.step.gamma };
    case "onecycle":
      return { kind, warmup: flags.warmup ?? SCHEDULE_DEFAULTS.onecycle.warmup };
    default:
      return { kind };
  }
}
