import { type FromTrainer, type Job, toTrainerSchema } from "../common/contract/trainer";
import { ResiduaError } from "../common/errors";

/** A process as far as the channel needs it; `process` itself fits. */
export interface ChannelProcess {
  send?(message: FromTrainer, handle: undefined, options: undefined, callback: (error: Error | null) => void): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
}

/**
 * The trainer's end of the contract with the host: one job in, then `stop` and `round`; messages out.
 * What comes in is parsed, what goes out is waited for before the process ends.
 */
export class HostChannel {
  /** Resolves to the one job; rejects with TRAINER_PROTOCOL when the first message is none. */
  readonly job: Promise<Job>;
  private stopped = false;
  private rounds = 0;
  private wake: () => void = () => undefined;
  private lastSend: Promise<void> = Promise.resolve();

  constructor(private readonly host: ChannelProcess) {
    this.job = new Promise((resolve, reject) => {
      host.on("message", (raw) => {
        const message = toTrainerSchema.safeParse(raw);
        if (!message.success) {
          const issue = message.error.issues[0];
          const where = issue?.path.join(".") || "type";
          reject(
            new ResiduaError("TRAINER_PROTOCOL", `The trainer can't read a message: ${where}: ${issue?.message}.`),
          );
          return;
        }
        if (message.data.type === "job") resolve(message.data.job);
        else if (message.data.type === "stop") this.stopped = true;
        else this.rounds += 1;
        this.wake();
      });
    });
  }

  stopRequested = (): boolean => this.stopped;

  /** Waits for the next `round` (true) or for `stop` (false); rounds asked for earlier are not lost. */
  async nextRound(): Promise<boolean> {
    while (!this.stopped && this.rounds === 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.stopped) return false;
    this.rounds -= 1;
    return true;
  }

  send(message: FromTrainer): void {
    const { host } = this;
    this.lastSend = new Promise((resolve) => {
      // A host that is gone can't be told; `disconnect` ends this process.
      if (host.send === undefined) resolve();
      else host.send(message, undefined, undefined, () => resolve());
    });
  }

  /** Resolves when the last message has left: messages leave in order, so all have. */
  flush(): Promise<void> {
    return this.lastSend;
  }
}
