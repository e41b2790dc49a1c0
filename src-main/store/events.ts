/** The event log of the whole store, in the order in which things were written. */
import { z } from "zod";
import type { Pace } from "../common/contract/host";
import { type RunEvent, runEventSchema, type StoredEvent } from "../common/run/events";
import type { Database } from "./database";
import type { probeRepository } from "./probes";
import type { stepRepository } from "./steps";

/** A steps event in the log: its points are rows of the steps table, found by range and sequence number. */
const stepRangeSchema = z.object({
  type: z.literal("steps"),
  from: z.int(),
  to: z.int(),
  imagesPerSecond: z.number(),
  elapsed: z.number(),
});
/** A probe in the log: its values are a row of the probes table. */
const probeStepSchema = z.strictObject({ type: z.literal("probe"), step: z.int() });
const bodySchema = z.union([stepRangeSchema, probeStepSchema, runEventSchema]);

const rowsSchema = z.array(z.object({ seq: z.int(), run_id: z.string(), at: z.int(), body: z.string() }));

/** A stretch of the log; `next` is where reading goes on, also when nothing in it was left to hand out. */
export interface EventPage {
  events: StoredEvent[];
  next: number;
}

/** Rows read in one go, and points handed out in one page: together they keep a message under about 2 MB. */
const PAGE_ROWS = 500;
const PAGE_POINTS = 20_000;

export function eventRepository(
  database: Database,
  steps: ReturnType<typeof stepRepository>,
  probes: ReturnType<typeof probeRepository>,
) {
  const insert = database.prepare("INSERT INTO events (run_id, at, body) VALUES (?, ?, ?)");
  const after = database.prepare(
    `SELECT seq, run_id, at, body FROM events WHERE seq > ? ORDER BY seq LIMIT ${PAGE_ROWS}`,
  );
  const ofRun = database.prepare(`
    SELECT body FROM events WHERE run_id = ? AND body ->> 'type' = 'steps' ORDER BY seq`);
  const last = database.prepare("SELECT coalesce(max(seq), 0) AS seq FROM sqlite_sequence WHERE name = 'events'");

  function hydrate(runId: string, seq: number, body: string): RunEvent | null {
    const parsed = bodySchema.parse(JSON.parse(body));
    if (parsed.type === "probe") {
      // One that was taken again since has its own event.
      const row = probes.at(runId, parsed.step);
      return row === null ? null : { ...parsed, values: Array.from(row.values, finiteOrNull) };
    }
    if (!("from" in parsed)) return parsed;
    const { from, to, ...event } = parsed;
    const points = steps.ofEvent(runId, from, to, seq);
    return points.length === 0 ? null : { ...event, points };
  }

  return {
    /** Appends to the log and gives the sequence number. */
    insert(runId: string, event: RunEvent, at: number): number {
      return Number(insert.run(runId, at, JSON.stringify(toBody(event))).lastInsertRowid);
    },

    /** What came after `seq`, as one page. */
    after(seq: number): EventPage {
      const events: StoredEvent[] = [];
      let next = seq;
      let points = 0;
      for (const row of rowsSchema.parse(after.all(seq))) {
        if (points >= PAGE_POINTS) break;
        next = row.seq;
        const event = hydrate(row.run_id, row.seq, row.body);
        if (event === null) continue;
        events.push({ seq: row.seq, runId: row.run_id, at: row.at, event });
        if (event.type === "steps") points += event.points.length;
      }
      return { events, next };
    },

    /** A run's pace, rising by step: of steps that were done again only the later pace is left. */
    paces(runId: string): Pace[] {
      const paces: Pace[] = [];
      for (const row of z.array(z.object({ body: z.string() })).parse(ofRun.all(runId))) {
        const { from, to, imagesPerSecond, elapsed } = stepRangeSchema.parse(JSON.parse(row.body));
        while ((paces.at(-1)?.step ?? 0) >= from) paces.pop();
        paces.push({ step: to, imagesPerSecond, elapsed });
      }
      return paces;
    },

    /** The last number given, removed runs' events included. */
    lastSeq(): number {
      return z.object({ seq: z.int() }).parse(last.get()).seq;
    },
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function toBody(event: RunEvent): z.infer<typeof bodySchema> {
  if (event.type === "probe") return { type: "probe", step: event.step };
  if (event.type !== "steps") return event;
  const { points, ...rest } = event;
  return { ...rest, from: points[0]?.step ?? 0, to: points.at(-1)?.step ?? 0 };
}
