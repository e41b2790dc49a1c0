/** How a run was trained, in words: its configuration's recipe with every option that is set. */
import type { Optimizer, RunConfig, Schedule, Warmup } from "../../../src-main/common/train/run-config";
import type { Formatters } from "../../locales/format";
import type { MessageKey } from "../../locales/messages";
import type { Translate } from "../../locales/use-text";

export type Fact = readonly [label: MessageKey, value: string];

interface Words {
  t: Translate;
  format: Formatters;
}

export function recipeFacts(
  { batch, budget, optimizer, schedule, warmup, step = {} }: RunConfig,
  words: Words,
): Fact[] {
  const { t, format } = words;
  const { integer, significant } = format;
  const { labelSmoothing, clipNorm, accumulate, averageDecay } = step;
  const facts: Fact[] = [
    ["run.made.batch", integer(batch)],
    ["run.made.budget", lengthText(budget, words)],
    ["run.made.optimizer", optimizerText(optimizer, words)],
    ["run.made.learningRate", significant(optimizer.learningRate, 6)],
    ["run.made.weightDecay", decayText(optimizer, words)],
    ["run.made.schedule", scheduleText(schedule, words)],
  ];
  if (warmup !== undefined) facts.push(["run.made.warmup", warmupText(warmup, words)]);
  if (labelSmoothing !== undefined) facts.push(["run.made.labelSmoothing", significant(labelSmoothing, 6)]);
  if (clipNorm !== undefined) {
    facts.push(["run.made.clipNorm", t("run.made.clipNormValue", { norm: significant(clipNorm, 6) })]);
  }
  if (accumulate !== undefined) {
    const values = { parts: integer(accumulate), images: integer(batch / accumulate) };
    facts.push(["run.made.accumulate", t("run.made.accumulateValue", values)]);
  }
  if (averageDecay !== undefined) {
    // All nines: 0.9999999 must not read as 1.
    facts.push(["run.made.averageDecay", t("run.made.averageDecayValue", { decay: significant(averageDecay, 12) })]);
  }
  return facts;
}

function lengthText({ unit, count }: { unit: "steps" | "epochs"; count: number }, { t, format }: Words): string {
  return t(`run.made.${unit}`, { n: format.integer(count) }, count);
}

function optimizerText(optimizer: Optimizer, { t, format }: Words): string {
  const number = (value: number) => format.significant(value, 12);
  if (optimizer.kind === "sgd") {
    return t(optimizer.nesterov ? "run.made.nesterov" : "run.made.sgd", { momentum: number(optimizer.momentum) });
  }
  const { beta1, beta2, epsilon } = optimizer;
  return t("run.made.adamw", { beta1: number(beta1), beta2: number(beta2), epsilon: String(epsilon) });
}

function decayText({ weightDecay, decayOn }: Optimizer, { t, format }: Words): string {
  const value = format.significant(weightDecay, 6);
  return decayOn === "weights" ? t("run.made.decayOnWeights", { value }) : value;
}

function scheduleText(schedule: Schedule, words: Words): string {
  const { t, format } = words;
  switch (schedule.kind) {
    case "step": {
      const milestones = schedule.milestones.map(format.integer).join(", ");
      const key = schedule.unit === "epochs" ? "run.made.stepEpochs" : "run.made.step";
      return t(key, { gamma: format.significant(schedule.gamma, 6), milestones });
    }
    case "onecycle":
      return t("run.made.onecycle", { warmup: percentText(schedule.warmup, words) });
    case "polynomial":
      return t("run.made.polynomial", { power: format.significant(schedule.power, 6) });
    default:
      return t(`run.made.${schedule.kind}`);
  }
}

function warmupText(warmup: Warmup, words: Words): string {
  const { t, format } = words;
  const factor = format.significant(warmup.factor, 6);
  if (warmup.kind === "linear") return t("run.made.linear", { factor, length: lengthText(warmup, words) });
  return t("run.made.untilError", { factor, error: percentText(warmup.error, words) });
}

/** Without a fraction where there is none. */
function percentText(share: number, { format }: Words): string {
  return format.percent(share, Number.isInteger(Number((100 * share).toFixed(6))) ? 0 : 2);
}
