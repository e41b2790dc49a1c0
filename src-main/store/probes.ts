/** Looks inside a network, as float32 values in the order of common/train/probes.ts; NaN where one was not finite. */
import { z } from "zod";
import type { Database } from "./database";

const rowsSchema = z.array(z.object({ step: z.int(), data: z.instanceof(Uint8Array) }));

export interface ProbeRow {
  step: number;
  values: Float32Array;
}

export function probeRepository(database: Database) {
  const insert = database.prepare("INSERT OR REPLACE INTO probes VALUES (?, ?, ?)");
  const removeAfter = database.prepare("DELETE FROM probes WHERE run_id = ? AND step > ?");
  const all = database.prepare("SELECT step, data FROM probes WHERE run_id = ? ORDER BY step");
  const at = database.prepare("SELECT step, data FROM probes WHERE run_id = ? AND step = ?");

  const parsed = (rows: unknown): ProbeRow[] =>
    rowsSchema.parse(rows).map(({ step, data }) => ({ step, values: new Float32Array(data.slice().buffer) }));

  return {
    insert(runId: string, step: number, values: readonly (number | null)[]): void {
      const data = Float32Array.from(values, (value) => value ?? Number.NaN);
      insert.run(runId, step, new Uint8Array(data.buffer));
    },

    /** Forgets what came after a step: the run goes on from there. */
    removeAfter(runId: string, step: number): void {
      removeAfter.run(runId, step);
    },

    /** Rising by step. */
    list: (runId: string): ProbeRow[] => parsed(all.all(runId)),

    at: (runId: string, step: number): ProbeRow | null => parsed(at.all(runId, step))[0] ?? null,
  };
}
