/**
 * The store: every run, event and metric of a data folder. Several processes may have one open (a window and a command
 * line); what they must agree on is decided here, inside transactions.
 */
import { mkdirSync, rmSync } from "node:fs";
import { z } from "zod";
import type { Calibration } from "../common/arch/step-time";
import type { EpochRow, Pace } from "../common/contract/host";
import { type ErrorData, ResiduaError } from "../common/errors";
import type { RunEvent, StepPoint, StoredEvent } from "../common/run/events";
import { assertMove, isActive, isEnded, type RunState } from "../common/run/states";
import type { RunConfig } from "../common/train/run-config";
import { calibrationRepository } from "./calibrations";
import { openDatabase, read, write } from "./database";
import { epochRepository } from "./epochs";
import { type EventPage, eventRepository } from "./events";
import { runFolder } from "./location";
import { isAlive, type Owner } from "./owner";
import { type ProbeRow, probeRepository } from "./probes";
import { newRunId } from "./run-id";
import { type RunRow, runRepository } from "./runs";
import { stepRepository } from "./steps";

/** A run row with the ends of its curves. */
export interface RunOverview {
  run: RunRow;
  lastPoint: StepPoint | null;
  lastEpoch: EpochRow | null;
  bestValidationAccuracy: number | null;
}

export interface ClaimOptions {
  /** The process that will look after the run. */
  owner: Owner;
  /** Also take runs whose own process is gone. */
  adopt: boolean;
  /** Whether an owner still runs; for tests. */
  alive?: (owner: Owner) => boolean;
}

export type Store = ReturnType<typeof openStore>;

/**
 * Opens the store in `dir`, making it when there is none.
 * @throws ResiduaError STORE_NEWER, STORE_UNUSABLE, DISK_FULL; every method may throw the last two.
 */
export function openStore(dir: string) {
  const database = openDatabase(dir);
  const runs = runRepository(database);
  const steps = stepRepository(database);
  const epochs = epochRepository(database);
  const probes = probeRepository(database);
  const events = eventRepository(database, steps, probes);
  const calibrations = calibrationRepository(database);
  const dataVersion = database.prepare("PRAGMA data_version");

  /** Inside a write: the log, the curves and the run's row together, so that they never disagree. */
  function append(runId: string, event: RunEvent): StoredEvent {
    const at = Date.now();
    const seq = events.insert(runId, event, at);
    if (event.type === "started") {
      steps.removeAfter(runId, event.step);
      epochs.removeAfter(runId, event.step);
      probes.removeAfter(runId, event.step);
    }
    if (event.type === "steps") steps.insert(runId, event.points, seq);
    if (event.type === "probe") probes.insert(runId, event.step, event.values);
    if (event.type === "epoch") epochs.insert(runId, event);
    runs.apply(runId, event, seq, at);
    return { seq, runId, at, event };
  }

  function move(run: RunRow, to: RunState, error?: ErrorData): void {
    assertMove(run.state, to);
    append(run.id, error === undefined ? { type: "state", state: to } : { type: "state", state: to, error });
  }

  function overview(run: RunRow): RunOverview {
    return {
      run,
      lastPoint: steps.last(run.id),
      lastEpoch: epochs.last(run.id),
      bestValidationAccuracy: epochs.best(run.id),
    };
  }

  return {
    dir,

    /** Folder for a run's checkpoints and log. */
    runDir: (runId: string): string => runFolder(dir, runId),

    /** Makes the run's folder and gives its path. */
    makeRunDir(runId: string): string {
      const folder = runFolder(dir, runId);
      mkdirSync(folder, { recursive: true });
      return folder;
    },

    /** Keeps a new run, queued. */
    createRun({ name, config, owner }: { name: string; config: RunConfig; owner: Owner }): RunRow {
      const id = newRunId();
      return write(database, () => {
        runs.insert({ id, name, config, owner }, Date.now());
        append(id, { type: "state", state: "queued" });
        return runs.get(id);
      });
    },

    /** @throws ResiduaError UNKNOWN_RUN */
    run: (id: string): RunRow => runs.get(id),

    /** Every run, newest first, and how far the log had come at that moment. */
    overviews: (): { runs: RunOverview[]; seq: number } =>
      read(database, () => ({ runs: runs.list().map(overview), seq: events.lastSeq() })),

    /** @throws ResiduaError UNKNOWN_RUN */
    overview: (id: string): RunOverview => read(database, () => overview(runs.get(id))),

    /** One run with its curves at one moment. @throws ResiduaError UNKNOWN_RUN */
    detail: (id: string): RunOverview & { steps: StepPoint[]; epochs: EpochRow[]; paces: Pace[]; seq: number } =>
      read(database, () => ({
        ...overview(runs.get(id)),
        steps: steps.list(id),
        epochs: epochs.list(id),
        paces: events.paces(id),
        seq: events.lastSeq(),
      })),

    /** Every look inside a run's network, rising by step. @throws ResiduaError UNKNOWN_RUN */
    probes(id: string): { run: RunRow; rows: ProbeRow[] } {
      return read(database, () => ({ run: runs.get(id), rows: probes.list(id) }));
    },

    /** Queued runs in the order in which they will start. */
    queued: (): RunRow[] => runs.inState("queued"),

    /**
     * Keeps what a trainer told; when this returns it is on the disk.
     * `started` also moves a starting run on to running; one that is already being stopped stays so.
     */
    record(runId: string, event: RunEvent): void {
      write(database, () => {
        append(runId, event);
        const run = runs.get(runId);
        if (event.type === "started" && run.state === "starting") move(run, "running");
      });
    },

    /**
     * Moves a run along its state machine; `error` says why it failed.
     * @throws ResiduaError ILLEGAL_RUN_MOVE, UNKNOWN_RUN
     */
    move(id: string, to: RunState, error?: ErrorData): RunRow {
      return write(database, () => {
        move(runs.get(id), to, error);
        return runs.get(id);
      });
    },

    /**
     * Asks for an active run's end, or takes a queued one back; a run that is being stopped stays so.
     * @throws ResiduaError ILLEGAL_RUN_MOVE when it has ended, UNKNOWN_RUN
     */
    stop(id: string): void {
      write(database, () => {
        const run = runs.get(id);
        if (run.state !== "stopping") move(run, isActive(run.state) ? "stopping" : "stopped");
      });
    },

    /**
     * Queues an ended run again, under a configuration that may have become longer.
     * @throws ResiduaError ILLEGAL_RUN_MOVE while it is queued or active, UNKNOWN_RUN
     */
    requeue({ id, config, owner }: { id: string; config: RunConfig; owner: Owner }): void {
      write(database, () => {
        move(runs.get(id), "queued");
        runs.setConfig(id, config);
        runs.setOwner(id, owner);
      });
    },

    /**
     * Moves the next queued run of each free device to starting, under the owner's lease, and gives these runs.
     * In the order of the queue, except that other living processes' runs are left to them, and wait for.
     */
    claim({ owner, adopt, alive = isAlive }: ClaimOptions): RunRow[] {
      if (runs.inState("queued").length === 0) return [];
      return write(database, () => {
        const busy = new Set(runs.active().map((run) => run.config.device));
        const claimed: RunRow[] = [];
        for (const run of runs.inState("queued")) {
          if (busy.has(run.config.device)) continue;
          const own = run.owner.pid === owner.pid && run.owner.identity === owner.identity;
          if (!own && !adopt && !alive(run.owner)) continue;
          busy.add(run.config.device);
          if (!own && alive(run.owner)) continue;
          runs.setOwner(run.id, owner);
          move(run, "starting");
          claimed.push(runs.get(run.id));
        }
        return claimed;
      });
    },

    /** Ends active runs whose process is gone as interrupted; queued ones stay. True when there were any. */
    interruptOrphans(alive: (owner: Owner) => boolean = isAlive): boolean {
      if (runs.active().every((run) => alive(run.owner))) return false;
      return write(database, () => {
        const orphans = runs.active().filter((run) => !alive(run.owner));
        for (const run of orphans) move(run, "interrupted");
        return orphans.length > 0;
      });
    },

    /** Deletes an ended run and its folder. @throws ResiduaError ILLEGAL_RUN_MOVE, UNKNOWN_RUN */
    removeRun(id: string): void {
      write(database, () => {
        const { state } = runs.get(id);
        if (!isEnded(state)) {
          const remedy = isActive(state) ? "Stop it first" : "Take it off the queue first";
          throw new ResiduaError("ILLEGAL_RUN_MOVE", `Run ${id} is ${state} and can't be removed. ${remedy}.`);
        }
        runs.remove(id);
      });
      // After the row: a crash in between leaves a folder that nothing shows, never a run without its files.
      rmSync(runFolder(dir, id), { recursive: true, force: true });
    },

    /** Runs that a trainer belongs to, of whatever process. */
    activeRuns: (): RunRow[] => runs.active(),

    saveCalibration(calibration: Calibration): void {
      write(database, () => calibrations.save(calibration));
    },

    /** The newest, of a device when one is named; null before the first. */
    calibration: (device?: string): Calibration | null => calibrations.get(device ?? null),

    eventsAfter: (seq: number): EventPage => read(database, () => events.after(seq)),

    lastSeq: (): number => events.lastSeq(),

    /** A number that changes when another process has written. */
    foreignVersion: (): number => z.object({ data_version: z.int() }).parse(dataVersion.get()).data_version,

    close(): void {
      database.close();
    },
  };
}
