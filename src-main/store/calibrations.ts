/** What training steps cost on each device, one row per device and version of TensorFlow. */
import { z } from "zod";
import { type Calibration, calibrationSchema } from "../common/arch/step-time";
import type { Database } from "./database";

const rowSchema = z.object({ body: z.string() });

export function calibrationRepository(database: Database) {
  const insert = database.prepare("INSERT OR REPLACE INTO calibrations VALUES (?, ?, ?, ?)");
  const newest = database.prepare(`
    SELECT body FROM calibrations WHERE :device IS NULL OR device = :device ORDER BY at DESC LIMIT 1`);

  return {
    /** Takes the place of an earlier one of the same device and version. */
    save(calibration: Calibration): void {
      const { device, tensorflow, at } = calibration;
      insert.run(device, tensorflow, at, JSON.stringify(calibration));
    },

    /** The newest, of a device when one is named. */
    get(device: string | null): Calibration | null {
      const row: unknown = newest.get({ device });
      return row === undefined ? null : calibrationSchema.parse(JSON.parse(rowSchema.parse(row).body));
    },
  };
}
