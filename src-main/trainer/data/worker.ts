/** The thread that prepares batches: fills one after the other until the ring is closed. */
import { workerData } from "node:worker_threads";
import { type BatchPlan, createBatchFiller } from "./fill-batch";
import { announceFailure, announceFilled, type RingMemory, waitForFree } from "./ring";

/** What batches.ts hands over; all of it shared memory or plain values. */
export interface WorkerTask {
  readonly plan: BatchPlan;
  readonly ring: RingMemory;
  readonly firstBatch: number;
}

const { plan, ring, firstBatch }: WorkerTask = workerData;
try {
  const fill = createBatchFiller(plan);
  for (let number = firstBatch; ; number++) {
    const free = waitForFree(ring);
    if (free === null) break;
    fill(number, free.images, free.labels);
    announceFilled(ring);
  }
} catch (thrown) {
  announceFailure(ring, thrown instanceof Error ? thrown.message : String(thrown));
}
