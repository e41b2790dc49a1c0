/** From `train`'s flags to the configuration of a run. */
import { adaptSpec } from "../../common/arch/adapt";
import type { ArchSpec } from "../../common/arch/spec";
import {
  ADAMW_DEFAULTS,
  DEFAULT_SCHEDULES,
  RUN_DEFAULTS,
  SCHEDULE_DEFAULTS,
  WARMUP_DEFAULTS,
} from "../../common/train/defaults";
import type {
  AUGMENTATIONS,
  Budget,
  Optimizer,
  RunConfig,
  Schedule,
  StepOptions,
  UNITS,
  Warmup,
} from "../../common/train/run-config";
import { datasetNamed } from "../datasets";
import { usage } from "../errors";
import type { AdaptOptions, DataOptions } from "../options";

export interface TrainFlags extends AdaptOptions, DataOptions {
  dataset?: string;
  batch?: number;
  steps?: number;
  epochs?: number;
  lr?: number;
  optimizer?: Optimizer["kind"];
  momentum?: number;
  nesterov?: true;
  beta1?: number;
  beta2?: number;
  weightDecay?: number;
  decayOn?: NonNullable<Optimizer["decayOn"]>;
  schedule?: Schedule["kind"];
  milestones?: number[];
  milestoneUnit?: (typeof UNITS)[number];
  gamma?: number;
  power?: number;
  warmup?: number;
  warmupSteps?: number;
  warmupEpochs?: number;
  warmupUntilError?: number;
  warmupFactor?: number;
  labelSmoothing?: number;
  clipNorm?: number;
  accumulate?: number;
  averageDecay?: number;
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
  const { data } = RUN_DEFAULTS;
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
    optimizer: optimizerOf(flags),
    schedule: scheduleOf(flags, DEFAULT_SCHEDULES[budget.unit]),
    ...present({ warmup: warmupOf(flags), step: stepOptionsOf(flags) }),
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

/** The fields that have a value; undefined when none has. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Refuses flags that only another kind reads. @param owners flag by the kind that reads it */
function refuseStrangers(
  flags: TrainFlags,
  owners: Partial<Record<keyof TrainFlags, string>>,
  of: string,
  kind: string,
) {
  for (const [name, owner] of Object.entries(owners)) {
    if (flags[name as keyof TrainFlags] === undefined || kind === owner) continue;
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw usage(flag, `--${flag} belongs to --${of} ${owner}, and the ${of} is ${kind}.`);
  }
}

const OPTIMIZER_FLAGS = { momentum: "sgd", nesterov: "sgd", beta1: "adamw", beta2: "adamw" } as const;

function optimizerOf(flags: TrainFlags): Optimizer {
  const kind = flags.optimizer ?? RUN_DEFAULTS.optimizer.kind;
  refuseStrangers(flags, OPTIMIZER_FLAGS, "optimizer", kind);
  const base = kind === "sgd" ? RUN_DEFAULTS.optimizer : ADAMW_DEFAULTS;
  const { lr, weightDecay, decayOn, momentum, nesterov, beta1, beta2 } = flags;
  const given = present({ learningRate: lr, weightDecay, decayOn, momentum, nesterov, beta1, beta2 });
  return { ...base, ...given };
}

function warmupOf(flags: TrainFlags): Warmup | undefined {
  const { warmupSteps, warmupEpochs, warmupUntilError: error, warmupFactor: factor } = flags;
  const ways = [warmupSteps, warmupEpochs, error].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw usage("warmup-steps", "Give one warm-up: --warmup-steps, --warmup-epochs or --warmup-until-error.");
  }
  if (error !== undefined) return { kind: "untilError", error, factor: factor ?? WARMUP_DEFAULTS.untilError.factor };
  const linear = { kind: "linear", factor: factor ?? WARMUP_DEFAULTS.linear.factor } as const;
  if (warmupSteps !== undefined) return { ...linear, unit: "steps", count: warmupSteps };
  if (warmupEpochs !== undefined) return { ...linear, unit: "epochs", count: warmupEpochs };
  if (factor === undefined) return undefined;
  throw usage(
    "warmup-factor",
    "--warmup-factor needs how long: --warmup-steps, --warmup-epochs or --warmup-until-error.",
  );
}

function stepOptionsOf({ labelSmoothing, clipNorm, accumulate, averageDecay }: TrainFlags): StepOptions | undefined {
  const given = present({ labelSmoothing, clipNorm, accumulate, averageDecay });
  return Object.keys(given).length === 0 ? undefined : given;
}

const SCHEDULE_FLAGS = {
  milestones: "step",
  milestoneUnit: "step",
  gamma: "step",
  warmup: "onecycle",
  power: "polynomial",
} as const;

function scheduleOf(flags: TrainFlags, fallback: Schedule["kind"]): Schedule {
  const kind = flags.schedule ?? fallback;
  refuseStrangers(flags, SCHEDULE_FLAGS, "schedule", kind);
  switch (kind) {
    case "step":
      if (flags.milestones === undefined) {
        const example = "such as --milestones 32000,48000";
        throw usage("milestones", `--schedule step needs the steps after which the rate falls, ${example}.`);
      }
      return {
        kind,
        milestones: flags.milestones,
        ...present({ unit: flags.milestoneUnit }),
        gamma: flags.gamma ?? SCHEDULE_DEFAULTS.step.gamma,
      };
    case "polynomial":
      return { kind, power: flags.power ?? SCHEDULE_DEFAULTS.polynomial.power };
    case "onecycle":
      return { kind, warmup: flags.warmup ?? SCHEDULE_DEFAULTS.onecycle.warmup };
    default:
      return { kind };
  }
}
