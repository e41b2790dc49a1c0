/** The run table: one row per run, with what a list needs and what the queue decides on. */
import { z } from "zod";
import { type ErrorData, ResiduaError } from "../common/errors";
import { errorDataSchema, type RunEvent } from "../common/run/events";
import { isActive, isEnded, RUN_STATES, type RunState } from "../common/run/states";
import { throughputAfter } from "../common/run/throughput";
import { type RunConfig, runConfigSchema } from "../common/train/run-config";
import type { Database } from "./database";
import type { Owner } from "./owner";

/** A run as it is kept. Times are milliseconds since 1970. */
export interface RunRow {
  id: string;
  name: string;
  state: RunState;
  config: RunConfig;
  queuedSeq: number;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Steps done when it started last. */
  startedStep: number;
  device: string | null;
  /** TensorFlow's version. */
  tensorflow: string | null;
  totalSteps: number | null;
  stepsPerEpoch: number | null;
  imagesPerSecond: number | null;
  error: ErrorData | null;
  owner: Owner;
}

const int = z.int();
const rowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(RUN_STATES),
    config: z.string(),
    queued_seq: int,
    created_at: int,
    started_at: int.nullable(),
    ended_at: int.nullable(),
    started_step: int,
    device: z.string().nullable(),
    tensorflow: z.string().nullable(),
    total_steps: int.nullable(),
    steps_per_epoch: int.nullable(),
    images_per_second: z.number().nullable(),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
    error_field: z.string().nullable(),
    owner_pid: int,
    owner_identity: z.string().nullable(),
  })
  .transform(
    (row): RunRow => ({
      id: row.id,
      name: row.name,
      state: row.state,
      config: runConfigSchema.parse(JSON.parse(row.config)),
      queuedSeq: row.queued_seq,
      createdAt: row.created_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      startedStep: row.started_step,
      device: row.device,
      tensorflow: row.tensorflow,
      totalSteps: row.total_steps,
      stepsPerEpoch: row.steps_per_epoch,
      imagesPerSecond: row.images_per_second,
      error:
        row.error_code === null
          ? null
          : errorDataSchema.parse({
              code: row.error_code,
              message: row.error_message,
              ...(row.error_field === null ? {} : { field: row.error_field }),
            }),
      owner: { pid: row.owner_pid, identity: row.owner_identity },
    }),
  );

const throughputSchema = z.object({ known: z.number().nullable() });

export interface NewRun {
  id: string;
  name: string;
  config: RunConfig;
  owner: Owner;
}

export function runRepository(database: Database) {
  const insert = database.prepare(`
    INSERT INTO runs (id, name, state, config, queue, queued_seq, created_at, owner_pid, owner_identity)
    VALUES (:id, :name, 'queued', :config, :queue, 0, :at, :pid, :identity)`);
  const byId = database.prepare("SELECT * FROM runs WHERE id = ?");
  const all = database.prepare("SELECT * FROM runs ORDER BY queued_seq DESC");
  const inState = database.prepare("SELECT * FROM runs WHERE state = ? ORDER BY queued_seq");
  const setState = database.prepare(`
    UPDATE runs SET state = :state, error_code = :code, error_message = :message, error_field = :field,
      queued_seq = iif(:state = 'queued', :seq, queued_seq),
      started_at = iif(:state = 'starting', :at, started_at), ended_at = iif(:ended, :at, NULL)
    WHERE id = :id`);
  const setStarted = database.prepare(
    `UPDATE runs SET device = :device, tensorflow = :tensorflow, total_steps = :totalSteps, steps_per_epoch = :stepsPerEpoch,
       started_step = :step
     WHERE id = :id`,
  );
  const throughput = database.prepare("SELECT images_per_second AS known FROM runs WHERE id = ?");
  const setThroughput = database.prepare("UPDATE runs SET images_per_second = ? WHERE id = ?");
  const setOwner = database.prepare("UPDATE runs SET owner_pid = ?, owner_identity = ? WHERE id = ?");
  const setConfig = database.prepare("UPDATE runs SET config = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM runs WHERE id = ?");

  return {
    insert({ id, name, config, owner }: NewRun, at: number): void {
      const { pid, identity } = owner;
      insert.run({ id, name, config: JSON.stringify(config), queue: config.device, at, pid, identity });
    },

    /** @throws ResiduaError UNKNOWN_RUN */
    get(id: string): RunRow {
      const row: unknown = byId.get(id);
      if (row === undefined) {
        throw new ResiduaError(
          "UNKNOWN_RUN",
          `There is no run "${id}". \`residua runs list\` shows the runs there are.`,
        );
      }
      return rowSchema.parse(row);
    },

    /** Newest first. */
    list(): RunRow[] {
      return z.array(rowSchema).parse(all.all());
    },

    /** Oldest first: the queue's order. */
    inState(state: RunState): RunRow[] {
      return z.array(rowSchema).parse(inState.all(state));
    },

    active(): RunRow[] {
      return RUN_STATES.filter(isActive).flatMap((state) => this.inState(state));
    },

    /** Brings the row up to date with an event that was just stored under `seq`. */
    apply(id: string, event: RunEvent, seq: number, at: number): void {
      if (event.type === "state") {
        const { state, error } = event;
        const [code, message, field] = [error?.code ?? null, error?.message ?? null, error?.field ?? null];
        setState.run({ id, state, code, message, field, seq, at, ended: isEnded(state) ? 1 : 0 });
      } else if (event.type === "started") {
        const { device, tensorflow, totalSteps, stepsPerEpoch, step } = event;
        setStarted.run({ id, device, tensorflow, totalSteps, stepsPerEpoch, step });
      } else if (event.type === "steps") {
        const { known } = throughputSchema.parse(throughput.get(id));
        setThroughput.run(throughputAfter(known, event.imagesPerSecond), id);
      }
    },

    setOwner(id: string, owner: Owner): void {
      setOwner.run(owner.pid, owner.identity, id);
    },

    setConfig(id: string, config: RunConfig): void {
      setConfig.run(JSON.stringify(config), id);
    },

    /** Takes its events, steps and epochs with it. */
    remove(id: string): void {
      remove.run(id);
    },
  };
}
