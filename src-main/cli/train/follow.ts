/** Follows a run from the service's feed to its end. */
import type { StoredEvent } from "../../common/run/events";
import type { HostClient } from "../../service";
import { type Ending, endingOf } from "./lines";

/**
 * Hands every event of the run on, in order and without gap, until the run has ended.
 * @param after Where the feed starts: a number from before the run was made.
 */
export async function followRun(
  client: Pick<HostClient, "feed">,
  run: string,
  after: number,
  onEvent: (event: StoredEvent["event"]) => void,
): Promise<Ending> {
  for await (const { events } of await client.feed({ after })) {
    for (const { runId, event } of events) {
      if (runId !== run) continue;
      onEvent(event);
      const ending = event.type === "state" ? endingOf(event.state, event.error) : null;
      if (ending !== null) return ending;
    }
  }
  throw new Error("The feed ended before the run did.");
}
