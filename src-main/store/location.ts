/** Where the store lies on each platform, and how it is laid out inside. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The platform's application-data folder for Residua; `--store` names another. */
export function defaultStoreDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const home = homedir();
  switch (platform) {
    case "win32":
      return join(env["APPDATA"] || join(home, "AppData", "Roaming"), "Residua");
    case "darwin":
      return join(home, "Library", "Application Support", "Residua");
    default:
      return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "residua");
  }
}

/** The one database file. */
export function databaseFile(dir: string): string {
  return join(dir, "residua.sqlite");
}

/** A run's own folder: checkpoints and the trainer's log. */
export function runFolder(dir: string, runId: string): string {
  return join(dir, "runs", runId);
}
