/** Where a batch lies in a run: nothing but its number decides what is in it, so a run can go on from any place. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { keyedRandom } from "../../common/data/keyed-random";

/** First key of a generator, so that order and augmentation never share a stream. */
export const STREAMS = { order: 1, augment: 2 } as const;

export interface Position {
  /** From 1. */
  readonly epoch: number;
  /** From 0. */
  readonly batchInEpoch: number;
}

/** @param number of the batch from 0, over all epochs; the last partial batch of an epoch is left out */
export function positionOf(number: number, batchesPerEpoch: number): Position {
  const epoch = Math.floor(number / batchesPerEpoch);
  return { epoch: epoch + 1, batchInEpoch: number - epoch * batchesPerEpoch };
}

/** The images of an epoch in the order they are seen: a Fisher-Yates permutation that depends on seed and epoch alone. */
export function shuffledOrder(seed: number, epoch: number, count: number): Int32Array {
  const random = keyedRandom(seed, STREAMS.order, epoch);
  const order = fileOrder(count);
  for (let last = count - 1; last > 0; last--) {
    const chosen = uniformInt(random, 0, last);
    const moved = order[last] ?? 0;
    order[last] = order[chosen] ?? 0;
    order[chosen] = moved;
  }
  return order;
}

export function fileOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}
