import { type DatasetRow, findDataset } from "../common/data/datasets";
import { ResiduaError } from "../common/errors";

/** In the contract of the command line, and not built yet. */
const PLANNED: readonly string[] = ["cifar100", "folder"];

/** @throws ResiduaError UNKNOWN_DATASET with the nearest name, NOT_SUPPORTED for sets that are still to come. */
export function datasetNamed(name: string): DatasetRow {
  if (PLANNED.includes(name)) throw notSupported(`The data set ${name}`, "dataset");
  return findDataset(name);
}

/** @param what The sentence's subject. */
export function notSupported(what: string, field?: string): ResiduaError {
  return new ResiduaError("NOT_SUPPORTED", `${what} is not supported yet; it will come with a later version.`, {
    field,
  });
}
