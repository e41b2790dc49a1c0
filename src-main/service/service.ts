/** The service: everything a host offers, put together. No TensorFlow, no Electron, no HTTP in here. */
import { resolve } from "node:path";
import { openStore } from "../store";
import { type Api, createApi } from "./api";
import { Bus } from "./bus";
import { calibrate } from "./calibration/calibrate";
import { createLocalClient, type HostClient } from "./client";
import type { HostKind, ServiceContext } from "./context";
import { fetchDataset, listDatasets } from "./datasets";
import { doctorReport } from "./doctor";
import { feed } from "./feed";
import { preflight } from "./preflight";
import { Queue } from "./queue";
import { Runs } from "./runs";
import { Supervisor } from "./supervisor";
import { type RunJob, runJob } from "./trainers/run-job";
import type { TrainerLauncher } from "./trainers/trainer-process";
import { watchStore } from "./watch";

export interface ServiceOptions extends TrainerLauncher {
  /** The data folder; made when missing. */
  dir: string;
  host: HostKind;
}

export interface Service {
  /** oRPC router of the host contract, for a wire. */
  readonly api: Api;
  /** The same contract as functions of this process. */
  readonly client: HostClient;
  /** What the parts share, for work that is not in the contract (evaluation, export, benchmark). */
  readonly context: ServiceContext;
  /**
   * Ends feeds, trainers and the store. Trainers get to finish their step and save, unless `now` is set; active runs are
   * left as interrupted. To be awaited before the process ends.
   */
  close(options?: { now?: boolean }): Promise<void>;
}

/**
 * Opens the service on a data folder. A host with a window also takes up what another one left behind in the queue.
 * @throws ResiduaError STORE_NEWER, STORE_UNUSABLE, DISK_FULL
 */
export async function openService(options: ServiceOptions): Promise<Service> {
  const dir = resolve(options.dir);
  const store = openStore(dir);
  const bus = new Bus();
  const closing = new AbortController();
  const boundRunJob: RunJob = (job, hooks) => runJob(options, job, hooks);
  const context: ServiceContext = { dir, host: options.host, store, runJob: boundRunJob };

  const supervisor: Supervisor = new Supervisor(store, bus, options, () => queue.advance());
  const queue = new Queue(store, bus, (run) => supervisor.start(run), options.host !== "cli");
  const stopWatching = watchStore(store, {
    foreignWrite() {
      bus.wake();
      supervisor.obeyStore();
      queue.advance();
    },
    leaseCheck: () => queue.advance(),
  });
  const runs = new Runs({ store, bus, queue, supervisor, preflight: (config) => preflight(context, config) });
  const api = createApi({
    runs,
    feed: (after, signal) =>
      feed(store, bus, after, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal),
    datasets: {
      list: () => listDatasets(dir),
      fetch: (name, signal) => fetchDataset(name, dir, signal),
    },
    calibration: {
      get: (device) => store.calibration(device),
      run: (device, signal) =>
        calibrate(context, device, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal),
    },
    doctor: () => doctorReport(context),
  });
  queue.advance();

  let closed: Promise<void> | null = null;
  async function closeAll(now: boolean): Promise<void> {
    stopWatching();
    queue.close();
    await supervisor.close(now);
    closing.abort();
    // One turn, so that feeds that were just woken are done with the store.
    await new Promise((done) => setImmediate(done));
    store.close();
  }
  return {
    api,
    client: createLocalClient(api),
    context,
    close: ({ now = false } = {}) => {
      if (closed !== null && now) return supervisor.close(true).then(() => closed ?? undefined);
      closed ??= closeAll(now);
      return closed;
    },
  };
}
