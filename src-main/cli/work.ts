/** The service as commands use it: opened, used, and closed whatever happens. */
import { existsSync } from "node:fs";
import type { Service, WorkContext } from "../service";
import { databaseFile } from "../store/location";
import { type CommonOptions, storeDir } from "./options";
import type { Places } from "./places";

/** For work that touches no run: no store is opened or made. */
export async function workContext(places: Places, options: CommonOptions): Promise<WorkContext> {
  const { runJob } = await import("../service/trainers/run-job");
  const launcher = { trainerPath: places.trainer };
  return { dir: storeDir(options), host: "cli", runJob: (job, hooks) => runJob(launcher, job, hooks) };
}

/** @throws ResiduaError STORE_NEWER, STORE_UNUSABLE, DISK_FULL, and whatever `use` throws */
export async function withService<T>(
  places: Places,
  options: CommonOptions,
  use: (service: Service) => Promise<T>,
): Promise<T> {
  const { openService } = await import("../service");
  const service = await openService({ dir: storeDir(options), host: "cli", trainerPath: places.trainer });
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}

/** Whether there is a store to read from: reading commands make none. */
export function hasStore(options: CommonOptions): boolean {
  return existsSync(databaseFile(storeDir(options)));
}
