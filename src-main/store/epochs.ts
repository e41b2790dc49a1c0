/** One row per epoch and run. */
import { z } from "zod";
import type { EpochRow } from "../common/contract/host";
import type { RunEvent } from "../common/run/events";
import type { Database } from "./database";

const rowSchema = z
  .object({
    epoch: z.int(),
    step: z.int(),
    train_loss: z.number().nullable(),
    train_accuracy: z.number(),
    train_count: z.int(),
    validation_loss: z.number().nullable(),
    validation_accuracy: z.number(),
    validation_count: z.int(),
    elapsed: z.number(),
  })
  .transform(
    (row): EpochRow => ({
      epoch: row.epoch,
      step: row.step,
      train: { loss: row.train_loss, accuracy: row.train_accuracy, count: row.train_count },
      validation: { loss: row.validation_loss, accuracy: row.validation_accuracy, count: row.validation_count },
      elapsed: row.elapsed,
    }),
  );
const rowsSchema = z.array(rowSchema);

export function epochRepository(database: Database) {
  const insert = database.prepare(`INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const removeAfter = database.prepare("DELETE FROM epochs WHERE run_id = ? AND step > ?");
  const all = database.prepare("SELECT * FROM epochs WHERE run_id = ? ORDER BY epoch");
  const last = database.prepare("SELECT * FROM epochs WHERE run_id = ? ORDER BY epoch DESC LIMIT 1");
  const best = database.prepare("SELECT max(validation_accuracy) AS best FROM epochs WHERE run_id = ?");

  return {
    insert(runId: string, { epoch, step, train, validation, elapsed }: Extract<RunEvent, { type: "epoch" }>): void {
      const [t, v] = [train, validation];
      insert.run(runId, epoch, step, t.loss, t.accuracy, t.count, v.loss, v.accuracy, v.count, elapsed);
    },

    removeAfter(runId: string, step: number): void {
      removeAfter.run(runId, step);
    },

    list(runId: string): EpochRow[] {
      return rowsSchema.parse(all.all(runId));
    },

    last(runId: string): EpochRow | null {
      return rowsSchema.parse(last.all(runId))[0] ?? null;
    },

    /** Best validation accuracy so far, 0 to 1. */
    best(runId: string): number | null {
      return z.object({ best: z.number().nullable() }).parse(best.get(runId)).best;
    },
  };
}
