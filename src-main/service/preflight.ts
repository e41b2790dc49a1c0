/** Everything that can be known to be wrong with a run before it exists. Nothing is written here. */
import { resolve } from "node:path";
import { analyse } from "../common/arch/analysis";
import { buildLayerGraph } from "../common/arch/build";
import type { ArchSpec } from "../common/arch/spec";
import { batchesPerEpoch } from "../common/data/batches-per-epoch";
import { DATASETS } from "../common/data/datasets";
import { ResiduaError } from "../common/errors";
import type { DataConfig, RunConfig } from "../common/train/run-config";
import { readSafetensorsHeader } from "../interop/safetensors";
import { checkWeights } from "../interop/weights-check";
import type { WorkContext } from "./context";
import { checkDataset } from "./datasets";
import { knownDevices } from "./devices";

/**
 * Checks a configuration against this machine and gives the one to keep and train: with the data folder that was found
 * and absolute paths, since the trainer resolves none.
 * @throws ResiduaError INVALID_ARCHITECTURE, DATA_MISMATCH, DATA_NOT_FOUND, DATA_CORRUPT, DATA_LABEL_OUT_OF_RANGE,
 * INVALID_RUN_CONFIG, WEIGHTS_MISMATCH, WEIGHTS_CORRUPT, FILE_NOT_FOUND, DEVICE_UNAVAILABLE
 */
export async function preflight(context: WorkContext, config: RunConfig): Promise<RunConfig> {
  checkArchitecture(config.architecture);
  checkFit(config);
  const { dir, trainCount } = await checkDataset(config.data, context.dir);
  batchesPerEpoch(trainCount, config.batch);
  const init = config.init === undefined ? undefined : resolve(config.init);
  if (init !== undefined) await checkWeightsFile(init, config.architecture, "init");
  await checkDevice(context, config.device);

  const { dir: _, ...data } = config.data;
  const found: DataConfig = dir === null ? data : { ...data, dir };
  return { ...config, data: found, ...(init === undefined ? {} : { init }) };
}

/** @throws ResiduaError INVALID_ARCHITECTURE with the first problem that keeps it from training. */
export function checkArchitecture(spec: ArchSpec): void {
  const problem = analyse(spec).problems.find(({ severity }) => severity === "error");
  if (problem) {
    throw new ResiduaError("INVALID_ARCHITECTURE", `${problem.message} ${problem.fix}`, { field: "architecture" });
  }
}

/** Input and classes against the data set's. @throws ResiduaError DATA_MISMATCH */
export function checkFit({ architecture, data }: Pick<RunConfig, "architecture" | "data">): void {
  const set = DATASETS[data.dataset];
  const [wanted, given] = [set.input.join("x"), architecture.input.join("x")];
  if (wanted !== given) {
    const message = `The architecture takes ${given} images and ${set.title} has ${wanted}. Set the input to ${wanted}.`;
    throw new ResiduaError("DATA_MISMATCH", message, { field: "architecture.input" });
  }
  if (architecture.classes < set.classes.length) {
    const message = `The architecture tells ${architecture.classes} classes apart and ${set.title} has ${set.classes.length}. Set classes to ${set.classes.length}.`;
    throw new ResiduaError("DATA_MISMATCH", message, { field: "architecture.classes" });
  }
}

/**
 * Names and shapes of a weights file from its header alone; the trainer reads the rest.
 * @param field The form field or flag that named the file.
 * @throws ResiduaError WEIGHTS_MISMATCH, WEIGHTS_CORRUPT, FILE_NOT_FOUND
 */
export async function checkWeightsFile(path: string, spec: ArchSpec, field: string): Promise<void> {
  const { tensors } = await readSafetensorsHeader(path).catch((thrown: unknown) => {
    throw atField(thrown, field);
  });
  checkWeights(buildLayerGraph(spec), tensors, { source: path, field });
}

/** An error of a part that knows no form, at the field whose value it speaks of. */
function atField(thrown: unknown, field: string): unknown {
  return thrown instanceof ResiduaError
    ? new ResiduaError(thrown.code, thrown.message, { field, cause: thrown })
    : thrown;
}

/** @throws ResiduaError DEVICE_UNAVAILABLE naming what there is. */
export async function checkDevice(context: WorkContext, device: string): Promise<void> {
  if (device === "cpu") return;
  const known = (await knownDevices(context)).map(({ id }) => id);
  if (!known.includes(device)) {
    const message = `There is no device "${device}" on this machine; accepted are ${known.join(", ")}.`;
    throw new ResiduaError("DEVICE_UNAVAILABLE", message, { field: "device" });
  }
}
