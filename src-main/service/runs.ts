/** What can be done with runs, over store, queue and supervisor. */
import { buildLayerGraph } from "../common/arch/build";
import type { ProbeGrid, RunDetail, RunSummary } from "../common/contract/host";
import { ResiduaError } from "../common/errors";
import { assertMove } from "../common/run/states";
import { type Probed, probeLayout } from "../common/train/probes";
import type { Budget, RunConfig } from "../common/train/run-config";
import { newestValidCheckpoint } from "../interop/checkpoint";
import { ownProcess, type RunRow, type Store } from "../store";
import type { Bus } from "./bus";
import { probeGrid } from "./probe-grid";
import type { Queue } from "./queue";
import { toSummary } from "./summary";
import type { Supervisor } from "./supervisor";

export interface RunsOptions {
  store: Store;
  bus: Bus;
  queue: Queue;
  supervisor: Supervisor;
  /** Checks a configuration and completes it; see preflight.ts. */
  preflight: (config: RunConfig) => Promise<RunConfig>;
}

export class Runs {
  constructor(private readonly parts: RunsOptions) {}

  list(): { runs: RunSummary[]; seq: number } {
    const { store } = this.parts;
    const { runs, seq } = store.overviews();
    const queue = store.queued();
    return { runs: runs.map((overview) => toSummary(overview, queue)), seq };
  }

  /** @throws ResiduaError UNKNOWN_RUN */
  get(id: string): RunDetail {
    const { steps, epochs, paces, seq, ...overview } = this.parts.store.detail(id);
    return { summary: toSummary(overview, this.parts.store.queued()), steps, epochs, paces, seq };
  }

  /** Queues a run. Every error of the configuration is thrown before anything is written. */
  async create(config: RunConfig, name?: string): Promise<RunSummary> {
    const { store, bus, queue, preflight } = this.parts;
    const complete = await preflight(config);
    const { id } = store.createRun({
      name: name?.trim() || defaultName(complete),
      config: complete,
      owner: ownProcess(),
    });
    bus.wake();
    queue.advance();
    return this.summary(id);
  }

  /**
   * Stops an active run after its step, or at once when it is already being stopped; takes a queued one back.
   * @throws ResiduaError UNKNOWN_RUN, ILLEGAL_RUN_MOVE when it has ended
   */
  stop(id: string): RunSummary {
    const { store, bus, supervisor } = this.parts;
    store.stop(id);
    bus.wake();
    supervisor.stop(id);
    return this.summary(id);
  }

  /**
   * Queues an ended run again; its trainer goes on from the newest intact checkpoint.
   * @param budget A longer run than was asked for at first.
   * @throws ResiduaError UNKNOWN_RUN, ILLEGAL_RUN_MOVE while it is queued or active, NO_CHECKPOINT, CHECKPOINT_CORRUPT,
   * NOTHING_LEFT when it has done all its steps
   */
  async resume(id: string, budget?: Budget): Promise<RunSummary> {
    const { store, bus, queue, preflight } = this.parts;
    const run = store.run(id);
    assertMove(run.state, "queued");
    const { checkpoint } = await newestValidCheckpoint(store.runDir(id));
    const config = { ...run.config, budget: budget ?? run.config.budget };
    assertLonger(run, config.budget, checkpoint.manifest.step);
    // The file of initial weights has done its work and may be gone.
    const { init: _, ...needed } = config;
    await preflight(needed);
    store.requeue({ id, config, owner: ownProcess() });
    bus.wake();
    queue.advance();
    return this.summary(id);
  }

  /** @throws ResiduaError UNKNOWN_RUN */
  probes({ id, quantity, columns }: { id: string; quantity: Probed; columns: number }): ProbeGrid {
    const { run, rows } = this.parts.store.probes(id);
    return probeGrid(probeLayout(buildLayerGraph(run.config.architecture)), rows, quantity, columns);
  }

  /** @throws ResiduaError UNKNOWN_RUN, ILLEGAL_RUN_MOVE while it is queued or active */
  remove(id: string): void {
    this.parts.store.removeRun(id);
  }

  private summary(id: string): RunSummary {
    return toSummary(this.parts.store.overview(id), this.parts.store.queued());
  }
}

/** A run that has reached its budget has nothing to go on with. */
function assertLonger({ id, stepsPerEpoch }: RunRow, { unit, count }: Budget, stepsDone: number): void {
  const total = unit === "steps" ? count : count * (stepsPerEpoch ?? 1);
  if (stepsDone < total) return;
  const done = unit === "steps" ? `${stepsDone} steps` : `${count} epochs`;
  const message = `Run ${id} has done all its ${done}; give more than that to extend it, such as --${unit} ${count * 2}.`;
  throw new ResiduaError("NOTHING_LEFT", message, { field: "budget" });
}

function defaultName({ architecture, data }: RunConfig): string {
  return `${architecture.name} on ${data.dataset}`;
}
