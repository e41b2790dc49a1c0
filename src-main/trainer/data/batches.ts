/** Batches for the training loop, prepared by a thread of their own. */
import { Worker } from "node:worker_threads";
import { batchesPerEpoch } from "../../common/data/batches-per-epoch";
import { ResiduaError } from "../../common/errors";
import type { BatchPlan } from "./fill-batch";
import { type Position, positionOf } from "./position";
import { closeRing, createRing, release, waitForFilled } from "./ring";
import type { WorkerTask } from "./worker";

/** Built beside the trainer's own file. */
const WORKER_FILE = new URL("./data-worker.js", import.meta.url);
/** A batch takes milliseconds and the thread's start less than a second, even on a busy machine. */
const PATIENCE_SECONDS = 60;

export interface Batch extends Position {
  /** batch x height x width x channels bytes, and a label each. Valid until the next call of `next`. */
  readonly images: Uint8Array;
  readonly labels: Int32Array;
}

export interface BatchStream {
  /**
   * The next batch; blocks until it is there, without any turn of the event loop.
   * @throws ResiduaError INTERNAL when the thread that prepares batches failed
   */
  next(): Batch;
  /** Ends the thread; batches handed out are void. */
  close(): Promise<void>;
}

export interface BatchOptions extends BatchPlan {
  /** Number of the first batch over all epochs, from 0: where a resumed run goes on. */
  readonly firstBatch?: number;
  /** Another place for the built worker, for tests that run from source. */
  readonly workerFile?: URL;
  /** How long a thread without any sign of life is waited for. */
  readonly patienceSeconds?: number;
}

/**
 * Opens the stream. An epoch is a permutation of the split that depends on seed and epoch, or the file's order without
 * shuffling; its last partial batch is left out, then the next epoch begins.
 * @throws ResiduaError DATA_MISMATCH when the split is smaller than a batch
 */
export function openBatches(options: BatchOptions): BatchStream {
  const { split, batch, seed, shuffle, augment, firstBatch = 0 } = options;
  const perEpoch = batchesPerEpoch(split.count, batch);

  const ring = createRing(batch, split.input);
  const task: WorkerTask = { plan: { split, batch, seed, shuffle, augment }, ring, firstBatch };
  const worker = new Worker(options.workerFile ?? WORKER_FILE, { workerData: task });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  // Seen only when the event loop turns; until then the ring's own signs are what `next` has.
  let crash: Error | null = null;
  worker.on("error", (error) => {
    crash = error;
  });
  worker.unref();

  let taken = 0;
  let closed = false;
  const failed = (cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new ResiduaError("INTERNAL", `Preparing training images failed: ${reason}.`, { cause });
  };
  return {
    next() {
      if (closed) throw failed("the stream is closed");
      if (crash !== null) throw failed(crash);
      if (taken > 0) release(ring);
      try {
        const slot = waitForFilled(ring, taken, options.patienceSeconds ?? PATIENCE_SECONDS);
        const position = positionOf(firstBatch + taken, perEpoch);
        taken += 1;
        return { ...slot, ...position };
      } catch (thrown) {
        throw failed(thrown);
      }
    },
    async close() {
      closed = true;
      closeRing(ring);
      await worker.terminate();
      await ended;
    },
  };
}
