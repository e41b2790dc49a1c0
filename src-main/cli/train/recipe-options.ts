/** `train`'s flags for the recipe: budget, optimizer, schedule, warm-up, what a step does, and what is random. */
import { type Command, Option } from "commander";
import {
  ADAMW_DEFAULTS,
  DEFAULT_SCHEDULES,
  RUN_DEFAULTS,
  SCHEDULE_DEFAULTS,
  WARMUP_DEFAULTS,
} from "../../common/train/defaults";
import { RECIPE_NAMES, RECIPES } from "../../common/train/recipes";
import { AUGMENTATIONS, optimizerSchema, scheduleSchema, UNITS } from "../../common/train/run-config";
import { deviceOption, MAX_BATCH } from "../options";
import * as values from "../values";

const SCHEDULES = scheduleSchema.options.map(({ shape }) => shape.kind.value);
const OPTIMIZERS = optimizerSchema.options.map(({ shape }) => shape.kind.value);

/** The ranges of runConfigSchema. */
const STEPS = { min: 1, max: 100_000_000 };
const EPOCHS = { min: 1, max: 100_000 };
const SHARE = { min: 0, max: 1 };
const BELOW_ONE = { ...SHARE, below: true };
const ABOVE_ZERO = { ...SHARE, above: true };

/** Every recipe with where it stands, for the help. */
export function recipeList(): string {
  const width = Math.max(...RECIPE_NAMES.map((name) => name.length));
  return RECIPE_NAMES.map((name) => `  ${name.padEnd(width)}  ${RECIPES[name].source}`).join("\n");
}

export function addRecipe(command: Command): void {
  const add = (flags: string, text: string, parser: (text: string) => unknown) =>
    command.addOption(new Option(flags, text).argParser(parser));
  const whole = (name: string, flag: string, text: string, range: { min: number; max: number }) =>
    add(`--${name} <${flag}>`, text, values.integer(name, range));
  const number = (name: string, flag: string, text: string, range: Parameters<typeof values.number>[1]) =>
    add(`--${name} <${flag}>`, text, values.number(name, range));
  const oneOf = <T extends string>(name: string, flag: string, text: string, choices: readonly T[]) =>
    add(`--${name} <${flag}>`, text, values.oneOf(name, choices));
  const { optimizer: sgd, batch, seed, data } = RUN_DEFAULTS;

  oneOf("recipe", "name", "a paper's values, listed below; other flags override them", RECIPE_NAMES);
  whole("batch", "n", `images per step (default: ${batch})`, { min: 1, max: MAX_BATCH });
  whole("steps", "k", "train for this many steps", STEPS);
  whole("epochs", "e", "train for this many epochs", EPOCHS);

  oneOf("optimizer", "kind", `${OPTIMIZERS.join(", ")} (default: ${sgd.kind})`, OPTIMIZERS);
  const lrDefault = `default: ${sgd.learningRate}; adamw: ${ADAMW_DEFAULTS.learningRate}`;
  number("lr", "x", `learning rate (${lrDefault})`, { min: 0, max: 1000 });
  number("momentum", "m", `of sgd (default: ${sgd.momentum})`, BELOW_ONE);
  command.option("--nesterov", "Nesterov's momentum (sgd)");
  command.option("--no-nesterov", "without it, where a recipe has it");
  number("beta1", "b", `of adamw (default: ${ADAMW_DEFAULTS.beta1})`, BELOW_ONE);
  number("beta2", "b", `of adamw (default: ${ADAMW_DEFAULTS.beta2})`, BELOW_ONE);
  const decayDefault = `default: ${sgd.weightDecay}; adamw: ${ADAMW_DEFAULTS.weightDecay}`;
  number("weight-decay", "w", `weight decay (${decayDefault})`, { min: 0, max: 10 });
  oneOf("decay-on", "what", "all parameters, or weights only: no biases, no norms (default: all)", ["all", "weights"]);

  const { epochs, steps } = DEFAULT_SCHEDULES;
  const kinds = `${SCHEDULES.join(", ")} (default: ${epochs} over --epochs, ${steps} over --steps)`;
  oneOf("schedule", "kind", `of the learning rate: ${kinds}`, SCHEDULES);
  add("--milestones <a,b>", "where the rate falls (step)", values.integers("milestones", STEPS));
  oneOf("milestone-unit", "unit", "what milestones count: steps or epochs (step; default: steps)", UNITS);
  number("gamma", "g", `factor at each milestone (step; default: ${SCHEDULE_DEFAULTS.step.gamma})`, ABOVE_ZERO);
  const { warmup } = SCHEDULE_DEFAULTS.onecycle;
  number("warmup", "f", `share of the run with a rising rate (onecycle; default: ${warmup})`, SHARE);
  const { power } = SCHEDULE_DEFAULTS.polynomial;
  number("power", "p", `of what is left of the run (polynomial; default: ${power})`, { min: 0, max: 10, above: true });

  const { linear, untilError } = WARMUP_DEFAULTS;
  whole("warmup-steps", "k", "steps of a rate that rises in a straight line", { min: 1, max: 1_000_000 });
  whole("warmup-epochs", "e", "the same in epochs", EPOCHS);
  number("warmup-until-error", "e", `a low rate until the training error is below this, such as ${untilError.error}`, {
    ...ABOVE_ZERO,
    below: true,
  });
  const factors = `default: ${linear.factor}, until an error ${untilError.factor}`;
  number("warmup-factor", "f", `where a warm-up begins, as a share of the rate (${factors})`, SHARE);

  number("label-smoothing", "e", "share of each target spread over all classes", BELOW_ONE);
  number("clip-norm", "n", "largest norm of all gradients together", { min: 0, max: 1e6, above: true });
  whole("accumulate", "k", "parts that a batch is computed in, to save memory", { min: 1, max: 1024 });
  number("average-decay", "d", "moving average of the weights, such as 0.999", BELOW_ONE);

  command.addOption(
    new Option("--seed <s>", "decides first weights, order and augmentation")
      .argParser(values.integer("seed", { min: 0, max: 2 ** 32 - 1 }))
      .default(seed),
  );
  command.option("--shuffle", "a new order in each epoch (default)");
  command.option("--no-shuffle", "file order");
  const augment = `${AUGMENTATIONS.join(", ")}: pad by 4, random crop, horizontal flip (default: ${data.augment})`;
  oneOf("augment", "kind", augment, AUGMENTATIONS);
  const init = "safetensors with torchvision's names to start from (default: He initialisation)";
  command.option("--init <file>", init, values.path("init"));
  whole("checkpoint-every", "n", "steps between checkpoints (default: at the end of every epoch)", STEPS);
  command.addOption(deviceOption("gpu:0 where there is one, else cpu"));
}
