import { ResiduaError } from "../../common/errors";
import { type RunConfig, runConfigSchema } from "../../common/train/run-config";
import { readJsonFile } from "../architecture";

/**
 * A run's configuration from a file, as `runs show --json` prints it.
 * @throws ResiduaError FILE_NOT_FOUND, INVALID_RUN_CONFIG naming the first field that is wrong
 */
export async function readRunFile(path: string): Promise<RunConfig> {
  const parsed = runConfigSchema.safeParse(await readJsonFile(path, "INVALID_RUN_CONFIG", "a run's configuration"));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  const where = field === "" ? "" : ` at ${field}`;
  const message = `${path} is no valid run configuration${where}: ${issue?.message ?? "it is no object"}.`;
  throw new ResiduaError("INVALID_RUN_CONFIG", message, { field: field === "" ? undefined : field });
}
