/** One job from start to outcome, for work that is no run in the store: evaluation, benchmark, probe. */
import type { BenchRound, Job } from "../../common/contract/trainer";
import { ResiduaError } from "../../common/errors";
import type { TrainingEvent } from "../../common/run/events";
import { errorOf, type Outcome } from "./exit-reason";
import { startTrainer, type Trainer, type TrainerLauncher } from "./trainer-process";

export interface JobHooks {
  /** What the trainer tells on the way. */
  onEvent?: (event: TrainingEvent) => void;
  /**
   * Bench: called after each timed round, the first of which is asked for at once. Resolve to true for another round;
   * the trainer rests meanwhile, so a peer can run in turn. Without this hook one round is run.
   */
  onRound?: (round: BenchRound) => boolean | Promise<boolean>;
  /** Aborting ends the trainer at once and rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** The outcome's shape for each kind of job. A bench that has had its rounds ends `stopped` or `completed`. */
interface OutcomeKinds {
  train: "completed" | "stopped";
  evaluate: "evaluated";
  bench: "completed" | "stopped";
  probe: "probed";
}
const OUTCOME_KINDS: { readonly [K in keyof OutcomeKinds]: readonly OutcomeKinds[K][] } = {
  train: ["completed", "stopped"],
  evaluate: ["evaluated"],
  bench: ["completed", "stopped"],
  probe: ["probed"],
};

export type OutcomeOf<K extends Job["kind"]> = Extract<Outcome, { kind: OutcomeKinds[K] }>;

/** {@link runJob} with the host's launcher filled in. */
export type RunJob = <J extends Job>(job: J, hooks?: JobHooks) => Promise<OutcomeOf<J["kind"]>>;

/**
 * Runs a job in a trainer process of its own and resolves to its outcome.
 * @throws ResiduaError with the trainer's own code, TRAINER_CRASHED when it died, TRAINER_PROTOCOL when it answered
 * something else than the job's outcome.
 */
export async function runJob<J extends Job>(
  launcher: TrainerLauncher,
  job: J,
  hooks: JobHooks = {},
): Promise<OutcomeOf<J["kind"]>> {
  hooks.signal?.throwIfAborted();
  let hookFailure: { thrown: unknown } | null = null;
  const trainer: Trainer = startTrainer(launcher, job, {
    onMessage: (message) => {
      if (message.type === "event") hooks.onEvent?.(message.event);
      else void nextRound(message.round);
    },
  });
  async function nextRound(round: BenchRound): Promise<void> {
    try {
      if (await (hooks.onRound?.(round) ?? false)) trainer.requestRound();
      else trainer.stop();
    } catch (thrown) {
      hookFailure = { thrown };
      trainer.kill();
    }
  }
  const abort = () => trainer.kill();
  hooks.signal?.addEventListener("abort", abort, { once: true });
  if (job.kind === "bench") trainer.requestRound();

  const reason = await trainer.ended;
  hooks.signal?.removeEventListener("abort", abort);
  hooks.signal?.throwIfAborted();
  if (hookFailure !== null) throw (hookFailure as { thrown: unknown }).thrown;
  if (reason.kind !== "done") throw errorOf(reason);
  return outcomeOf(job, reason.outcome);
}

function outcomeOf<J extends Job>(job: J, outcome: Outcome): OutcomeOf<J["kind"]> {
  const kinds: readonly Outcome["kind"][] = OUTCOME_KINDS[job.kind];
  if (!kinds.includes(outcome.kind)) {
    const message = `The trainer answered the job "${job.kind}" with the outcome "${outcome.kind}".`;
    throw new ResiduaError("TRAINER_PROTOCOL", message);
  }
  // Just checked; TypeScript can't follow a table of kinds.
  return outcome as OutcomeOf<J["kind"]>;
}
