/** Where an error of the host belongs: the configuration's paths and the form's fields. */
import type { FormField, RunForm } from "./run-form";

/** Null for what has no field here. */
export function fieldOf(path: string | undefined, { warmup }: Pick<RunForm, "warmup">): FormField | null {
  if (path === undefined) return null;
  if (path === "warmup.factor" && warmup === "untilError") return "warmupLow";
  const known = FIELD_OF_PATH.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`));
  return known?.[1] ?? null;
}

/** The first that fits counts. */
const FIELD_OF_PATH: readonly (readonly [path: string, field: FormField])[] = [
  ["name", "name"],
  ["architecture", "architecture"],
  ["data.dir", "dir"],
  ["data.mean", "mean"],
  ["data.std", "std"],
  ["data.augment", "augment"],
  ["data.shuffle", "shuffle"],
  ["data", "dataset"],
  ["batch", "batch"],
  ["budget", "count"],
  ["optimizer.kind", "optimizer"],
  ["optimizer.weightDecay", "weightDecay"],
  ["optimizer.decayOn", "decayOn"],
  ["optimizer.momentum", "momentum"],
  ["optimizer.nesterov", "nesterov"],
  ["optimizer.beta1", "beta1"],
  ["optimizer.beta2", "beta2"],
  ["optimizer.epsilon", "epsilon"],
  ["optimizer", "learningRate"],
  ["schedule.milestones", "milestones"],
  ["schedule.unit", "milestoneUnit"],
  ["schedule.gamma", "gamma"],
  ["schedule.warmup", "rising"],
  ["schedule.power", "power"],
  ["schedule", "schedule"],
  ["warmup.count", "warmupCount"],
  ["warmup.unit", "warmupUnit"],
  ["warmup.factor", "warmupFrom"],
  ["warmup.error", "warmupError"],
  ["warmup", "warmup"],
  ["step.labelSmoothing", "labelSmoothing"],
  ["step.clipNorm", "clipNorm"],
  ["step.averageDecay", "averageDecay"],
  ["step", "accumulate"],
  ["init", "init"],
  ["seed", "seed"],
  ["device", "device"],
  ["checkpointEvery", "checkpointEvery"],
  ["probeEvery", "probeEvery"],
];
