/** From the form to a run's configuration, or everything that is wrong with it at once. */
import { adaptSpec } from "../../../src-main/common/arch/adapt";
import { type Analysis, analyse } from "../../../src-main/common/arch/analysis";
import type { ArchSpec } from "../../../src-main/common/arch/spec";
import type { DatasetInfo } from "../../../src-main/common/contract/host";
import { batchesPerEpoch } from "../../../src-main/common/data/batches-per-epoch";
import type { RecipeConfig } from "../../../src-main/common/train/recipes";
import type { DataConfig, RunConfig } from "../../../src-main/common/train/run-config";
import type { RunLength } from "../../../src-main/common/train/schedules";
import { type FieldError, FieldReader } from "./field-rules";
import type { RunForm } from "./run-form";
import { toRecipe } from "./to-recipe";

/** What the form needs to know of the chosen set. */
export type DatasetFacts = Pick<DatasetInfo, "input" | "classes" | "trainCount">;

export type FormResult =
  | { ok: true; config: RunConfig; length: RunLength; cost: Pick<Analysis, "macs" | "work"> }
  | { ok: false; errors: FieldError[]; architecture: string | null };

/** The draft's network with the set's input and classes. */
export function fitted(spec: ArchSpec, { input, classes }: DatasetFacts): ArchSpec {
  return adaptSpec(spec, { input, classes: classes.length });
}

export function toConfig(form: RunForm, spec: ArchSpec, dataset: DatasetFacts): FormResult {
  const read = new FieldReader(form);
  const architecture = fitted(spec, dataset);
  const { problems, ...cost } = analyse(architecture);
  const problem = problems.find(({ severity }) => severity === "error");

  const { data, ...recipe } = toRecipe(form, read);
  const { trainCount } = dataset;
  if (recipe.batch > trainCount) read.refuse("batch", "newRun.accepted.images", { max: trainCount });
  const init = form.init.trim();
  const checkpointEvery = read.optional("checkpointEvery");
  const probeEvery = read.optional("probeEvery");
  const config: RunConfig = {
    version: 1,
    architecture,
    data: { ...toSource(form, read, dataset), ...data },
    ...recipe,
    ...(init !== "" && { init }),
    seed: read.number("seed"),
    device: read.device(),
    ...(checkpointEvery !== undefined && { checkpointEvery }),
    ...(probeEvery !== undefined && { probeEvery }),
  };
  if (read.errors.length > 0 || problem) {
    return { ok: false, errors: read.errors, architecture: problem ? `${problem.message} ${problem.fix}` : null };
  }
  return { ok: true, config, length: runLength(recipe, trainCount), cost };
}

/** Which images, and how their pixels are scaled. */
function toSource(form: RunForm, read: FieldReader, { input }: DatasetFacts): Omit<DataConfig, "augment" | "shuffle"> {
  const dir = form.dir.trim();
  // Together or not at all: one of them alone would scale by the other's unseen default.
  const scaled = form.mean.trim() !== "" || form.std.trim() !== "";
  const mean = scaled ? read.perChannel("mean", input[0]) : undefined;
  const std = scaled ? read.perChannel("std", input[0]) : undefined;
  return {
    dataset: form.dataset,
    ...(dir !== "" && form.dataset !== "shapes" && { dir }),
    ...(mean && { mean }),
    ...(std && { std }),
  };
}

function runLength({ batch, budget }: Pick<RecipeConfig, "batch" | "budget">, trainCount: number): RunLength {
  const stepsPerEpoch = batchesPerEpoch(trainCount, batch);
  return { stepsPerEpoch, totalSteps: budget.unit === "epochs" ? budget.count * stepsPerEpoch : budget.count };
}
