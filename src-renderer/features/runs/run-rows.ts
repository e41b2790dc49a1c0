/** What the run table shows, and how it is searched, filtered and sorted; pure. */
import { z } from "zod";
import type { RunSummary } from "../../../src-main/common/contract/host";
import { RUN_STATES } from "../../../src-main/common/run/states";
import { progressOf } from "../../live/progress";
import { costOf } from "../../live/run-cost";

export const COLUMNS = [
  "name",
  "state",
  "network",
  "dataset",
  "progress",
  "best",
  "last",
  "loss",
  "params",
  "duration",
  "created",
] as const;
export type Column = (typeof COLUMNS)[number];

/** How the reader looks at the table; kept over restarts. */
export const viewSchema = z.object({
  search: z.string(),
  state: z.enum(["all", ...RUN_STATES]),
  column: z.enum(COLUMNS),
  descending: z.boolean(),
});
export type RunsView = z.infer<typeof viewSchema>;

export const NEWEST_FIRST: RunsView = { search: "", state: "all", column: "created", descending: true };

type Key = string | number | null;

const KEYS: Readonly<Record<Column, (run: RunSummary, now: number) => Key>> = {
  name: (run) => run.name.toLowerCase(),
  /** In the order of a run's life, the queue in its own order. */
  state: (run) => RUN_STATES.indexOf(run.state) + (run.queuePosition ?? 0) / 1e6,
  network: (run) => run.config.architecture.name.toLowerCase(),
  dataset: (run) => run.config.data.dataset,
  progress: (run, now) => progressOf(run, now).fraction,
  best: (run) => run.bestValidationAccuracy,
  last: (run) => run.lastValidation?.accuracy ?? null,
  loss: (run) => run.lastPoint?.loss ?? null,
  params: (run) => costOf(run.config.architecture).params,
  duration: (run, now) => progressOf(run, now).elapsedSeconds,
  created: (run) => run.createdAt,
};

/** Runs that fit, sorted; runs without a value come last either way, and equal ones newest first. */
export function viewRuns(runs: readonly RunSummary[], view: RunsView, now: number): RunSummary[] {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (run: RunSummary) => {
    const text = `${run.name} ${run.config.architecture.name} ${run.config.data.dataset}`.toLowerCase();
    return (view.state === "all" || run.state === view.state) && words.every((word) => text.includes(word));
  };
  const keyed = runs.filter(fits).map((run) => ({ run, key: KEYS[view.column](run, now) }));
  const sign = view.descending ? -1 : 1;
  keyed.sort((a, b) => compare(a.key, b.key, sign) || b.run.createdAt - a.run.createdAt);
  return keyed.map(({ run }) => run);
}

function compare(a: Key, b: Key, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (typeof a === "string" && typeof b === "string" ? a.localeCompare(b) : Number(a) - Number(b));
}

/** A click on a column's head: sorts by it, text from A and numbers from the largest, and turns the order the next time. */
export function sortBy(view: RunsView, column: Column): RunsView {
  if (view.column === column) return { ...view, descending: !view.descending };
  return { ...view, column, descending: !["name", "state", "network", "dataset"].includes(column) };
}
