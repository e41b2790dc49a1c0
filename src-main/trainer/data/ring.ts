/**
 * A ring of batches in shared memory between one worker that fills it and the training thread that empties it. The
 * training thread sits in TensorFlow's synchronous call most of the time, so nothing here needs its event loop: both
 * sides wait on counters.
 */
import { imageBytes } from "../../common/data/labelled-images";

/** Batches prepared ahead. */
const SLOTS = 4;
/** Both sides look around this often while they wait, in case the other one died or a wake-up came too early. */
const LOOK_AROUND_MS = 1000;
const MESSAGE_BYTES = 2048;

/** Places in `control`. */
const FILLED = 0;
const RELEASED = 1;
const STATE = 2;
const MESSAGE_LENGTH = 3;

/** Values of STATE; 0 while all is well. */
const FAILED = 1;
const CLOSED = 2;

/** The ring's memory; may be sent to a worker as it is. */
export interface RingMemory {
  readonly control: Int32Array;
  readonly images: Uint8Array;
  readonly labels: Int32Array;
  /** Text of the worker's failure, UTF-8. */
  readonly message: Uint8Array;
  readonly batch: number;
}

export interface Slot {
  readonly images: Uint8Array;
  readonly labels: Int32Array;
}

export function createRing(batch: number, input: readonly [number, number, number]): RingMemory {
  const int32 = (length: number) => new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
  const uint8 = (length: number) => new Uint8Array(new SharedArrayBuffer(length));
  return {
    control: int32(4),
    images: uint8(SLOTS * batch * imageBytes(input)),
    labels: int32(SLOTS * batch),
    message: uint8(MESSAGE_BYTES),
    batch,
  };
}

/** The worker's side: waits for a free slot; null once the other side has closed. */
export function waitForFree(ring: RingMemory): Slot | null {
  const { control } = ring;
  for (;;) {
    if (Atomics.load(control, STATE) === CLOSED) return null;
    const released = Atomics.load(control, RELEASED);
    const filled = Atomics.load(control, FILLED);
    if (filled - released < SLOTS) return slot(ring, filled);
    Atomics.wait(control, RELEASED, released, LOOK_AROUND_MS);
  }
}

export function announceFilled({ control }: RingMemory): void {
  Atomics.add(control, FILLED, 1);
  Atomics.notify(control, FILLED);
}

export function announceFailure({ control, message }: RingMemory, text: string): void {
  const { written } = new TextEncoder().encodeInto(text, message);
  control[MESSAGE_LENGTH] = written;
  Atomics.store(control, STATE, FAILED);
  Atomics.notify(control, FILLED);
}

/**
 * The training thread's side: blocks until the nth batch (from 0) is there.
 * @param patienceSeconds without any progress, after which the worker counts as dead
 * @throws Error with the worker's failure
 */
export function waitForFilled(ring: RingMemory, n: number, patienceSeconds: number): Slot {
  const { control } = ring;
  // Waits that ran out are counted instead of reading a clock: a suspended machine must not look like a dead worker.
  let waits = 0;
  while (Atomics.load(control, FILLED) <= n) {
    if (Atomics.load(control, STATE) === FAILED) throw new Error(failure(ring));
    if (waits >= (patienceSeconds * 1000) / LOOK_AROUND_MS)
      throw new Error(`no batch within ${patienceSeconds} seconds`);
    if (Atomics.wait(control, FILLED, n, LOOK_AROUND_MS) === "timed-out") waits += 1;
  }
  return slot(ring, n);
}

export function release({ control }: RingMemory): void {
  Atomics.add(control, RELEASED, 1);
  Atomics.notify(control, RELEASED);
}

export function closeRing({ control }: RingMemory): void {
  Atomics.store(control, STATE, CLOSED);
  Atomics.notify(control, RELEASED);
}

function failure({ control, message }: RingMemory): string {
  // A copy, since TextDecoder refuses shared memory in some engines.
  return new TextDecoder().decode(message.slice(0, control[MESSAGE_LENGTH]));
}

function slot({ images, labels, batch }: RingMemory, n: number): Slot {
  const bytes = images.length / SLOTS;
  const at = n % SLOTS;
  return {
    images: images.subarray(at * bytes, (at + 1) * bytes),
    labels: labels.subarray(at * batch, (at + 1) * batch),
  };
}
