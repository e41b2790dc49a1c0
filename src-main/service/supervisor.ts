/** Active runs and their trainers: from the claimed row to the state in which a run ends, whatever happens on the way. */
import { join } from "node:path";
import { type ErrorData, toErrorData } from "../common/errors";
import { isActive, type RunState } from "../common/run/states";
import type { RunRow, Store } from "../store";
import type { Bus } from "./bus";
import { type ExitReason, errorOf } from "./trainers/exit-reason";
import { startTrainer, type Trainer, type TrainerLauncher } from "./trainers/trainer-process";

/** Milliseconds until an end that could not be written (a full disk) is tried again. */
const RETRY = 2_000;

interface Ending {
  state: RunState;
  error?: ErrorData;
}

export class Supervisor {
  private readonly trainers = new Map<string, { trainer: Trainer; over: Promise<void>; stopAsked: boolean }>();
  private closing = false;

  constructor(
    private readonly store: Store,
    private readonly bus: Bus,
    private readonly launcher: TrainerLauncher,
    /** Called when a device has become free. */
    private readonly onEnded: () => void,
  ) {}

  /** Starts the trainer of a run that was just claimed. */
  start(run: RunRow): void {
    let trainer: Trainer;
    try {
      const runDir = this.store.makeRunDir(run.id);
      trainer = startTrainer(
        this.launcher,
        { kind: "train", config: run.config, runDir },
        {
          logFile: join(runDir, "trainer.log"),
          onMessage: (message) => {
            if (message.type === "event") this.record(run.id, message.event);
          },
        },
      );
    } catch (thrown) {
      void this.finish(run.id, { state: "failed", error: toErrorData(thrown) }).then(this.onEnded);
      return;
    }
    const over = trainer.ended
      .then((reason) => this.finish(run.id, this.endingOf(reason)))
      .then(() => {
        this.trainers.delete(run.id);
        if (!this.closing) this.onEnded();
      });
    this.trainers.set(run.id, { trainer, over, stopAsked: false });
  }

  /** Passes a stop on to the run's trainer, when it is one of ours; a second one ends it at once. */
  stop(runId: string): void {
    const entry = this.trainers.get(runId);
    if (!entry) return;
    entry.stopAsked = true;
    entry.trainer.stop();
  }

  /** Another process may have asked for a stop of one of our runs: it leaves that in the store. */
  obeyStore(): void {
    for (const [runId, { stopAsked }] of this.trainers) {
      if (!stopAsked && this.store.run(runId).state === "stopping") this.stop(runId);
    }
  }

  /**
   * Ends every trainer, after its step and a checkpoint or `now`; runs that nobody asked to stop are left as interrupted.
   */
  async close(now: boolean): Promise<void> {
    this.closing = true;
    for (const { trainer, stopAsked } of this.trainers.values()) {
      if (now) trainer.kill();
      else if (!stopAsked) trainer.stop();
    }
    await Promise.all([...this.trainers.values()].map(({ over }) => over));
  }

  private record(runId: string, event: Parameters<Store["record"]>[1]): void {
    this.store.record(runId, event);
    this.bus.wake();
  }

  private endingOf(reason: ExitReason): Ending {
    if (reason.kind === "done" && reason.outcome.kind === "completed") return { state: "completed" };
    // A trainer only stops or is ended because of us: by a user's wish, or because the host is closing.
    if (reason.kind === "killed" || (reason.kind === "done" && reason.outcome.kind === "stopped")) {
      return { state: this.closing ? "interrupted" : "stopped" };
    }
    if (reason.kind === "done") {
      const detail = `"${reason.outcome.kind}" is no outcome of a training run`;
      return { state: "failed", error: toErrorData(errorOf({ kind: "protocol", detail })) };
    }
    return { state: "failed", error: toErrorData(errorOf(reason)) };
  }

  /** Writes the end, again and again if need be: a run must not stay running because the disk was full for a while. */
  private async finish(runId: string, ending: Ending): Promise<void> {
    for (;;) {
      try {
        this.writeEnd(runId, ending);
        this.bus.wake();
        return;
      } catch (thrown) {
        // When the host goes away, the lease goes with it: the next one to open the store marks the run interrupted.
        if (this.closing) return;
        process.stderr.write(`The end of run ${runId} can't be kept yet: ${toErrorData(thrown).message}\n`);
        await new Promise((resolve) => setTimeout(resolve, RETRY).unref());
      }
    }
  }

  private writeEnd(runId: string, { state, error }: Ending): void {
    const run = this.store.run(runId);
    if (!isActive(run.state)) return;
    if (state === "completed" && run.state === "starting") {
      const detail = "it completed a run that it had never started";
      this.store.move(runId, "failed", toErrorData(errorOf({ kind: "protocol", detail })));
      return;
    }
    // A run that its user was stopping when the host closed has had its wish.
    const final = state === "interrupted" && run.state === "stopping" ? "stopped" : state;
    if (final === "stopped" && run.state !== "stopping") this.store.move(runId, "stopping");
    this.store.move(runId, final, error);
  }
}
