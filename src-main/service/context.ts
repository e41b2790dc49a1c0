/** What every part of the service shares. */
import type { Store } from "../store";
import type { RunJob } from "./trainers/run-job";

/** Which host the service runs in; the doctor shows it, and only a command-line host leaves others' queued runs alone. */
export type HostKind = "web" | "cli" | "electron";

export interface ServiceContext {
  /** The data folder, absolute. */
  dir: string;
  host: HostKind;
  store: Store;
  /** Runs a job in a trainer of its own; for evaluation, benchmark and probes. */
  runJob: RunJob;
}

/** What work needs that touches no run: checks, evaluation, benchmark. It can be done without opening a store. */
export type WorkContext = Omit<ServiceContext, "store">;
