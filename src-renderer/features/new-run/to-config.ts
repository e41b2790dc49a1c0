/** From the form to a run's configuration, or everything that is wrong with it at once. */
import { adaptSpec } from "../../../src-main/common/arch/adapt";
import { analyse } from "../../../src-main/common/arch/analysis";
import type { ArchSpec } from "../../../src-main/common/arch/spec";
import type { DatasetInfo } from "../../../src-main/common/contract/host";
import { batchesPerEpoch } from "../../../src-main/common/data/batches-per-epoch";
import type { RunConfig, Schedule } from "../../../src-main/common/train/run-config";
import type { RunLength } from "../../../src-main/common/train/schedules";
import { type FieldError, FieldReader } from "./field-rules";
import type { FormField, RunForm } from "./run-form";

/** What the form needs to know of the chosen set. */
export type DatasetFacts = Pick<DatasetInfo, "input" | "classes" | "trainCount">;

export type FormResult =
  | { ok: true; config: RunConfig; length: RunLength }
  | { ok: false; errors: FieldError[]; architecture: string | null };

/** The draft's network with the set's input and classes. */
export function fitted(spec: ArchSpec, { input, classes }: DatasetFacts): ArchSpec {
  return adaptSpec(spec, { input, classes: classes.length });
}

export function toConfig(form: RunForm, spec: ArchSpec, dataset: DatasetFacts): FormResult {
  const read = new FieldReader(form);
  const architecture = fitted(spec, dataset);
  const problem = analyse(architecture).problems.find(({ severity }) => severity === "error");

  const batch = read.number("batch");
  if (batch > dataset.trainCount) read.refuse("batch", "newRun.accepted.images", { max: dataset.trainCount });
  const count = read.number("count");
  const length = runLength(form, dataset, batch, count);
  const checkpointEvery = read.optional("checkpointEvery");
  const dir = form.dir.trim();
  const config: RunConfig = {
    version: 1,
    architecture,
    data: {
      dataset: form.dataset,
      ...(dir === "" || form.dataset === "shapes" ? {} : { dir }),
      augment: form.augment,
      shuffle: form.shuffle,
    },
    batch,
    budget: { unit: form.unit, count },
    optimizer: {
      kind: "sgd",
      learningRate: read.number("learningRate"),
      momentum: read.number("momentum"),
      nesterov: form.nesterov,
      weightDecay: read.number("weightDecay"),
    },
    schedule: toSchedule(form, read, length.stepsPerEpoch),
    seed: read.number("seed"),
    device: read.device(),
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
  };
  if (read.errors.length > 0 || problem) {
    return { ok: false, errors: read.errors, architecture: problem ? `${problem.message} ${problem.fix}` : null };
  }
  return { ok: true, config, length };
}

/** Zero steps for a batch that has been refused. */
function runLength(form: RunForm, { trainCount }: DatasetFacts, batch: number, count: number): RunLength {
  const stepsPerEpoch = batch <= trainCount ? batchesPerEpoch(trainCount, batch) : 0;
  return { stepsPerEpoch, totalSteps: form.unit === "epochs" ? count * stepsPerEpoch : count };
}

/** Reads only the fields of the chosen kind: what is hidden can't be wrong. */
function toSchedule(form: RunForm, read: FieldReader, stepsPerEpoch: number): Schedule {
  switch (form.schedule) {
    case "step": {
      const perUnit = form.unit === "epochs" ? stepsPerEpoch : 1;
      const milestones = read.milestones().map((milestone) => milestone * perUnit);
      return { kind: "step", milestones, gamma: read.number("gamma") };
    }
    case "onecycle":
      return { kind: "onecycle", warmup: read.number("warmup") / 100 };
    default:
      return { kind: form.schedule };
  }
}

/** Where an error of the host belongs, by the configuration's path; null for what has no field here. */
export function fieldOf(path: string | undefined): FormField | null {
  if (path === undefined) return null;
  const known = FIELD_OF_PATH.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`));
  return known?.[1] ?? null;
}

const FIELD_OF_PATH: readonly (readonly [path: string, field: FormField])[] = [
  ["name", "name"],
  ["architecture", "architecture"],
  ["data.dir", "dir"],
  ["data.augment", "augment"],
  ["data.shuffle", "shuffle"],
  ["data", "dataset"],
  ["batch", "batch"],
  ["budget", "count"],
  ["optimizer.momentum", "momentum"],
  ["optimizer.nesterov", "nesterov"],
  ["optimizer.weightDecay", "weightDecay"],
  ["optimizer", "learningRate"],
  ["schedule.milestones", "milestones"],
  ["schedule.gamma", "gamma"],
  ["schedule.warmup", "warmup"],
  ["schedule", "schedule"],
  ["seed", "seed"],
  ["device", "device"],
  ["checkpointEvery", "checkpointEvery"],
];
