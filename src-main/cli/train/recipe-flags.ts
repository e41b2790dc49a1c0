/** What `train`'s flags make of a run's recipe: the named one's values or the defaults, and over them what is given. */
import {
  ADAMW_DEFAULTS,
  DEFAULT_SCHEDULES,
  RUN_DEFAULTS,
  SCHEDULE_DEFAULTS,
  WARMUP_DEFAULTS,
} from "../../common/train/defaults";
import { nearestParts } from "../../common/train/parts";
import { RECIPES, type RecipeConfig, type RecipeName } from "../../common/train/recipes";
import type {
  AUGMENTATIONS,
  Budget,
  Optimizer,
  Schedule,
  StepOptions,
  UNITS,
  Warmup,
} from "../../common/train/run-config";
import { usage } from "../errors";

export interface RecipeFlags {
  recipe?: RecipeName;
  batch?: number;
  steps?: number;
  epochs?: number;
  lr?: number;
  optimizer?: Optimizer["kind"];
  momentum?: number;
  nesterov?: boolean;
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
  shuffle?: boolean;
  augment?: (typeof AUGMENTATIONS)[number];
}

/** @throws ResiduaError USAGE for flags that are missing or don't go together */
export function recipeFromFlags(flags: RecipeFlags): RecipeConfig {
  const named = flags.recipe === undefined ? undefined : RECIPES[flags.recipe].config;
  const { augment, shuffle } = named?.data ?? RUN_DEFAULTS.data;
  const budget = budgetOf(flags, named?.budget);
  const batch = flags.batch ?? named?.batch ?? RUN_DEFAULTS.batch;
  return {
    data: { augment: flags.augment ?? augment, shuffle: flags.shuffle ?? shuffle },
    batch,
    budget,
    optimizer: optimizerOf(flags, named?.optimizer ?? RUN_DEFAULTS.optimizer),
    schedule: scheduleOf(flags, named?.schedule ?? { kind: DEFAULT_SCHEDULES[budget.unit] }),
    ...present({ warmup: warmupOf(flags, named?.warmup), step: stepOptionsOf(flags, batch, named?.step) }),
  };
}

function budgetOf({ steps, epochs }: RecipeFlags, named: Budget | undefined): Budget {
  if (steps !== undefined && epochs === undefined) return { unit: "steps", count: steps };
  if (epochs !== undefined && steps === undefined) return { unit: "epochs", count: epochs };
  if (steps === undefined && named !== undefined) return named;
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
  flags: RecipeFlags,
  owners: Partial<Record<keyof RecipeFlags, string>>,
  of: string,
  kind: string,
) {
  for (const [name, owner] of Object.entries(owners)) {
    if (flags[name as keyof RecipeFlags] === undefined || kind === owner) continue;
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw usage(flag, `--${flag} belongs to --${of} ${owner}, and the ${of} is ${kind}.`);
  }
}

const OPTIMIZER_FLAGS = { momentum: "sgd", nesterov: "sgd", beta1: "adamw", beta2: "adamw" } as const;

function optimizerOf(flags: RecipeFlags, named: Optimizer): Optimizer {
  const kind = flags.optimizer ?? named.kind;
  refuseStrangers(flags, OPTIMIZER_FLAGS, "optimizer", kind);
  const usual = kind === "sgd" ? RUN_DEFAULTS.optimizer : ADAMW_DEFAULTS;
  const { lr, weightDecay, decayOn, momentum, nesterov, beta1, beta2 } = flags;
  const given = present({ learningRate: lr, weightDecay, decayOn, momentum, nesterov, beta1, beta2 });
  return { ...(kind === named.kind ? named : usual), ...given };
}

const SCHEDULE_FLAGS = {
  milestones: "step",
  milestoneUnit: "step",
  gamma: "step",
  warmup: "onecycle",
  power: "polynomial",
} as const;

function scheduleOf(flags: RecipeFlags, named: Schedule): Schedule {
  const kind = flags.schedule ?? named.kind;
  refuseStrangers(flags, SCHEDULE_FLAGS, "schedule", kind);
  const base = kind === named.kind ? named : undefined;
  switch (kind) {
    case "step": {
      const { milestones, unit, gamma = SCHEDULE_DEFAULTS.step.gamma } = base?.kind === "step" ? base : {};
      const given = flags.milestones ?? milestones;
      if (given === undefined) {
        const example = "such as --milestones 32000,48000";
        throw usage("milestones", `--schedule step needs the steps after which the rate falls, ${example}.`);
      }
      const counted = present({ unit: flags.milestoneUnit ?? unit });
      return { kind, milestones: given, ...counted, gamma: flags.gamma ?? gamma };
    }
    case "polynomial": {
      const { power } = base?.kind === "polynomial" ? base : SCHEDULE_DEFAULTS.polynomial;
      return { kind, power: flags.power ?? power };
    }
    case "onecycle": {
      const { warmup } = base?.kind === "onecycle" ? base : SCHEDULE_DEFAULTS.onecycle;
      return { kind, warmup: flags.warmup ?? warmup };
    }
    default:
      return { kind };
  }
}

function warmupOf(flags: RecipeFlags, named: Warmup | undefined): Warmup | undefined {
  const { warmupFactor } = flags;
  const way = givenWarmup(flags) ?? named;
  if (way === undefined) {
    if (warmupFactor === undefined) return undefined;
    const ways = "--warmup-steps, --warmup-epochs or --warmup-until-error";
    throw usage("warmup-factor", `--warmup-factor needs how long: ${ways}.`);
  }
  const usual = way.kind === named?.kind ? named : WARMUP_DEFAULTS[way.kind];
  const warmup = { ...way, factor: warmupFactor ?? usual.factor };
  if (warmup.kind === "untilError" && warmup.factor === 0) {
    throw usage(
      "warmup-factor",
      "--warmup-factor 0 would wait for ever for the error to fall; accepted is above 0 to 1.",
    );
  }
  return warmup;
}

/** How a warm-up ends, without where it begins. */
function givenWarmup({ warmupSteps, warmupEpochs, warmupUntilError }: RecipeFlags) {
  const ways = [warmupSteps, warmupEpochs, warmupUntilError].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw usage("warmup-steps", "Give one warm-up: --warmup-steps, --warmup-epochs or --warmup-until-error.");
  }
  if (warmupUntilError !== undefined) return { kind: "untilError", error: warmupUntilError } as const;
  if (warmupSteps !== undefined) return { kind: "linear", unit: "steps", count: warmupSteps } as const;
  if (warmupEpochs !== undefined) return { kind: "linear", unit: "epochs", count: warmupEpochs } as const;
  return undefined;
}

function stepOptionsOf(flags: RecipeFlags, batch: number, named: StepOptions | undefined): StepOptions | undefined {
  const { labelSmoothing, clipNorm, accumulate, averageDecay } = flags;
  const options = { ...named, ...present({ labelSmoothing, clipNorm, accumulate, averageDecay }) };
  const parts = options.accumulate ?? 1;
  if (batch % parts > 0) {
    const near = nearestParts(batch, parts);
    throw usage("accumulate", `A batch of ${batch} can't be computed in ${parts} equal parts; the nearest is ${near}.`);
  }
  return Object.keys(options).length === 0 ? undefined : options;
}
