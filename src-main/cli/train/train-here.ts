/** One run in the foreground, from the queue to its end, told as it goes. */

import type { RunSummary } from "../../common/contract/host";
import { exitCodeOf } from "../../common/errors";
import type { RunEvent } from "../../common/run/events";
import type { Service } from "../../service";
import { SilentExit, tellError } from "../errors";
import { loss, percent, print, printJson, tell } from "../output";
import { onEndSignals } from "../signals";
import { StatusLine } from "../status-line";
import { followRun } from "./follow";
import { linesOf } from "./lines";
import { Progress } from "./progress";

/**
 * @param begin queues the run, a new one or one that goes on
 * @throws SilentExit when the run failed, after saying why
 */
export async function trainHere(
  { client, context }: Service,
  begin: (runs: Service["client"]["runs"]) => Promise<RunSummary>,
  json: boolean,
): Promise<void> {
  const after = context.store.lastSeq();
  let run: string | null = null;
  let stopsWanted = 0;
  const stop = () => {
    // The run may have ended a moment ago; then there is nothing to stop.
    if (run !== null) client.runs.stop({ id: run }).catch(() => undefined);
  };
  const ignoreSignals = onEndSignals((times) => {
    stopsWanted = times;
    if (times === 1) tell("Stopping after this step; a checkpoint is saved. Once more stops at once.");
    stop();
  });
  const teller = json ? jsonTeller : humanTeller();
  try {
    const { id, state, queuePosition, config } = await begin(client.runs);
    run = id;
    if (state === "queued") {
      tell(`Run ${id} is queued, position ${queuePosition}: another run is on ${config.device}.`);
    }
    if (stopsWanted > 0) stop();
    const { status, error } = await followRun(client, id, after, (event) => teller.take(id, event));
    teller.end(id, status);
    if (error === undefined) return;
    tellError(error);
    throw new SilentExit(exitCodeOf(error.code));
  } finally {
    ignoreSignals();
  }
}

interface Teller {
  take(run: string, event: RunEvent): void;
  end(run: string, status: string): void;
}

const jsonTeller: Teller = {
  take: (run, event) => linesOf(run, event).forEach(printJson),
  end: () => undefined,
};

function humanTeller(): Teller {
  const progress = new Progress();
  const status = new StatusLine();
  return {
    take(run, event) {
      progress.take(event);
      if (event.type === "started") {
        const from = event.step === 0 ? "" : `, going on after step ${event.step}`;
        status.log(`Run ${run} on ${event.device}: ${event.totalSteps} steps, ${event.stepsPerEpoch} an epoch${from}`);
      } else if (event.type === "epoch") {
        const { epoch, train, validation } = event;
        const [trained, validated] = [train, validation].map(
          (s) => `loss ${loss(s.loss)}, accuracy ${percent(s.accuracy)}`,
        );
        status.log(`epoch ${epoch}: train ${trained}; validation ${validated}`);
      } else if (event.type === "steps") status.show(progress.line());
    },
    end(run, state) {
      status.end();
      print(`Run ${run} ${state}: ${progress.summary()}.`);
    },
  };
}
