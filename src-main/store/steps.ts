/** The curve of every run: one row per step, the only place where points are kept. */
import { z } from "zod";
import { type StepPoint, stepPointSchema } from "../common/run/events";
import type { Database } from "./database";

const rowSchema = z
  .object({ step: z.int(), loss: z.number().nullable(), accuracy: z.number(), learning_rate: z.number() })
  .transform((row) =>
    stepPointSchema.parse({ step: row.step, loss: row.loss, accuracy: row.accuracy, learningRate: row.learning_rate }),
  );
const rowsSchema = z.array(rowSchema);

export function stepRepository(database: Database) {
  // A run that goes on from a checkpoint does some steps again: the later point counts.
  const insert = database.prepare(`
    INSERT OR REPLACE INTO steps (run_id, step, loss, accuracy, learning_rate, seq) VALUES (?, ?, ?, ?, ?, ?)`);
  const removeAfter = database.prepare("DELETE FROM steps WHERE run_id = ? AND step > ?");
  const columns = "step, loss, accuracy, learning_rate";
  const all = database.prepare(`SELECT ${columns} FROM steps WHERE run_id = ? ORDER BY step`);
  const last = database.prepare(`SELECT ${columns} FROM steps WHERE run_id = ? ORDER BY step DESC LIMIT 1`);
  const range = database.prepare(`
    SELECT ${columns} FROM steps WHERE run_id = ? AND step BETWEEN ? AND ? AND seq = ? ORDER BY step`);

  return {
    insert(runId: string, points: readonly StepPoint[], seq: number): void {
      for (const { step, loss, accuracy, learningRate } of points) {
        insert.run(runId, step, loss, accuracy, learningRate, seq);
      }
    },

    /** Forgets what came after a step: the run goes on from there. */
    removeAfter(runId: string, step: number): void {
      removeAfter.run(runId, step);
    },

    list(runId: string): StepPoint[] {
      return rowsSchema.parse(all.all(runId));
    },

    last(runId: string): StepPoint | null {
      return rowsSchema.parse(last.all(runId))[0] ?? null;
    },

    /** The points of the event `seq`, which ranged over these steps; those done again since are left out. */
    ofEvent(runId: string, from: number, to: number, seq: number): StepPoint[] {
      return rowsSchema.parse(range.all(runId, from, to, seq));
    },
  };
}
