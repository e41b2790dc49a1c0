/**
 * Supervision of one trainer: a plain Node child that gets one job, and whose end is always known and named.
 * The child is never this process's own binary's Electron mode, never inherits debugger flags and dies with its parent
 * (it listens to `disconnect`).
 */
import { type ChildProcess, fork } from "node:child_process";
import type { Readable } from "node:stream";
import { type FromTrainer, fromTrainerSchema, type Job, type ToTrainer } from "../../common/contract/trainer";
import { toErrorData } from "../../common/errors";
import { trainerEnvironment } from "./environment";
import type { ExitReason } from "./exit-reason";
import { LogTail } from "./log-tail";

/** How trainers are started, decided once by the host. */
export interface TrainerLauncher {
  /** The built trainer, dist/main/trainer.js. */
  trainerPath: string;
  /** A plain Node; this process's own executable when left out, which fits every host but Electron. */
  nodePath?: string | undefined;
  /** Milliseconds a trainer gets to finish its step and save before it is ended; a minute when left out. */
  stopGrace?: number | undefined;
}

export interface TrainerHooks {
  /** Every message but the last; a throw here ends the trainer and becomes the job's error. */
  onMessage?: (message: Extract<FromTrainer, { type: "event" | "round" }>) => void;
  /** File that gets what the trainer prints. */
  logFile?: string;
}

export interface Trainer {
  readonly pid: number | undefined;
  /** Resolves when the process is gone, and never rejects. */
  readonly ended: Promise<ExitReason>;
  /** Asks for the end after the current step; a second call, or no answer in time, ends it at once. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
  /** Bench only: asks for one timed round. */
  requestRound(): void;
}

const DEFAULT_STOP_GRACE = 60_000;
/** Between SIGTERM and SIGKILL, and between a `done` and the process's end. */
const END_GRACE = 5_000;
/** After `exit`, for output and messages still in the pipes; a grandchild may hold them open for ever. */
const DRAIN = 300;

/** Starts a trainer and gives it its job. Never throws: a process that can't start ends as `unstartable`. */
export function startTrainer(launcher: TrainerLauncher, job: Job, hooks: TrainerHooks = {}): Trainer {
  const log = new LogTail(hooks.logFile ?? null);
  const child = fork(launcher.trainerPath, [], {
    execPath: launcher.nodePath ?? process.execPath,
    execArgv: [],
    env: trainerEnvironment(job, process.env),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    serialization: "json",
    // A group of its own: Ctrl+C in a terminal reaches the host alone, which then stops the trainer in order.
    detached: process.platform !== "win32",
  });
  return new SupervisedTrainer(child, job, hooks, log, launcher.stopGrace ?? DEFAULT_STOP_GRACE);
}

class SupervisedTrainer implements Trainer {
  readonly ended: Promise<ExitReason>;
  private reason: ExitReason | null = null;
  private stopping = false;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly child: ChildProcess,
    job: Job,
    private readonly hooks: TrainerHooks,
    private readonly log: LogTail,
    private readonly stopGrace: number,
  ) {
    this.capture("stdout", child.stdout);
    this.capture("stderr", child.stderr);
    child.on("message", (raw) => this.receive(raw));
    const endWithHost = () => child.kill("SIGKILL");
    process.once("exit", endWithHost);
    this.ended = new Promise((resolve) => {
      const settle = (code: number | null, signal: NodeJS.Signals | null) => {
        for (const timer of this.timers) clearTimeout(timer);
        process.off("exit", endWithHost);
        log.close();
        resolve(this.reason ?? { kind: "crashed", signal, code, lines: log.lines() });
      };
      child.once("error", (error) => {
        // `error` also reports a failed kill or send; only without a pid was there never a process.
        if (child.pid !== undefined) return;
        this.reason ??= { kind: "unstartable", detail: error.message };
        settle(null, null);
      });
      child.once("exit", (code, signal) => this.after(DRAIN, () => settle(code, signal)));
      child.once("close", settle);
    });
    this.send({ type: "job", job });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  stop(): void {
    if (this.stopping) {
      this.kill();
      return;
    }
    this.stopping = true;
    this.send({ type: "stop" });
    this.after(this.stopGrace, () => this.end({ kind: "killed" }));
  }

  kill(): void {
    this.reason ??= { kind: "killed" };
    this.child.kill("SIGKILL");
  }

  requestRound(): void {
    this.send({ type: "round" });
  }

  private receive(raw: unknown): void {
    if (this.reason !== null) return;
    const parsed = fromTrainerSchema.safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      this.end({
        kind: "protocol",
        detail: `${describe(raw)} (${issue?.path.join(".") || "type"}: ${issue?.message})`,
      });
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case "done":
        this.reason = { kind: "done", outcome: message.outcome };
        this.expectEnd();
        break;
      case "failed":
        this.reason = { kind: "failed", error: message.error };
        this.expectEnd();
        break;
      default:
        this.deliver(message);
    }
  }

  private deliver(message: Extract<FromTrainer, { type: "event" | "round" }>): void {
    try {
      this.hooks.onMessage?.(message);
    } catch (thrown) {
      // For one a full disk: going on would train a run whose results can't be kept.
      this.end({ kind: "failed", error: toErrorData(thrown) });
    }
  }

  /** Sets the reason and ends the process, first politely. */
  private end(reason: ExitReason): void {
    this.reason ??= reason;
    this.child.kill("SIGTERM");
    this.after(END_GRACE, () => this.child.kill("SIGKILL"));
  }

  /** A trainer that has said its last word has nothing left to lose; disconnecting lets its event loop run out. */
  private expectEnd(): void {
    if (this.child.connected) this.child.disconnect();
    this.after(END_GRACE, () => this.child.kill("SIGKILL"));
  }

  private send(message: ToTrainer): void {
    // A child that is just dying can't take messages; its end is reported by `exit`.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private capture(source: "stdout" | "stderr", stream: Readable | null): void {
    stream?.setEncoding("utf8").on("data", (chunk: string) => this.log.write(source, chunk));
  }

  private after(milliseconds: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, milliseconds);
    this.timers.add(timer);
  }
}

/** The start of what was received, for the error's sentence. */
function describe(raw: unknown): string {
  const text = JSON.stringify(raw) ?? String(raw);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
