import { ResiduaError } from "../../common/errors";
import { firstIssue } from "../../common/schema-issue";
import { type RunConfig, runConfigSchema } from "../../common/train/run-config";
import { readJsonFile } from "../architecture";

/**
 * A run's configuration from a file, as `runs show --json` prints it.
 * @throws ResiduaError FILE_NOT_FOUND, INVALID_RUN_CONFIG naming the first field that is wrong
 */
export async function readRunFile(path: string): Promise<RunConfig> {
  const value = await readJsonFile(path, "INVALID_RUN_CONFIG", "a run's configuration");
  const parsed = runConfigSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { field, finding } = firstIssue(value, parsed.error, Object.keys(runConfigSchema.shape));
  throw new ResiduaError("INVALID_RUN_CONFIG", `${path} is no valid run configuration${finding}.`, { field });
}
