/** A run's events as the JSON lines of the contract (cli.md), one for every step. */
import type { ErrorData } from "../../common/errors";
import type { RunEvent } from "../../common/run/events";
import type { RunState } from "../../common/run/states";

export type EndStatus = "completed" | "stopped" | "failed";

export interface Ending {
  status: EndStatus;
  error?: ErrorData | undefined;
}

/** Lines for one event; none for moves of the run's state on the way. Nothing in a step's line depends on the clock. */
export function linesOf(run: string, event: RunEvent): object[] {
  switch (event.type) {
    case "started":
      return [{ type: "started", run, ...rest(event) }];
    case "steps":
      return event.points.map((point) => ({ type: "step", ...point }));
    case "state": {
      const ending = endingOf(event.state, event.error);
      return ending === null ? [] : [{ type: "ended", run, ...ending }];
    }
    case "probe":
      return [];
    default:
      return [event];
  }
}

/** Null while the run goes on. A run whose host goes away is told to stop first, so it ends as stopped here. */
export function endingOf(state: RunState, error: ErrorData | undefined): Ending | null {
  switch (state) {
    case "completed":
    case "failed":
      return error === undefined ? { status: state } : { status: state, error };
    case "stopped":
    case "interrupted":
      return { status: "stopped" };
    default:
      return null;
  }
}

function rest<T extends { type: string }>({ type: _, ...content }: T): Omit<T, "type"> {
  return content;
}
