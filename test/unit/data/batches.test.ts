import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyedRandom } from "../../../src-main/common/data/keyed-random";
import type { LabelledImages } from "../../../src-main/common/data/labelled-images";
import { copyCropped, randomCrop } from "../../../src-main/trainer/data/augment";
import { type BatchPlan, createBatchFiller } from "../../../src-main/trainer/data/fill-batch";
import { positionOf, shuffledOrder } from "../../../src-main/trainer/data/position";

/** Images that each have their number in every byte. */
function numbered(count: number, input: readonly [number, number, number] = [1, 2, 2]): LabelledImages {
  const bytes = input[0] * input[1] * input[2];
  return {
    input,
    images: Uint8Array.from({ length: count * bytes }, (_, i) => Math.floor(i / bytes)),
    labels: Int32Array.from({ length: count }, (_, i) => i * 10),
    count,
  };
}

function labelsOf(plan: BatchPlan, number: number): number[] {
  const labels = new Int32Array(plan.batch);
  createBatchFiller(plan)(number, new Uint8Array((plan.batch * plan.split.images.length) / plan.split.count), labels);
  return [...labels];
}

describe("order", () => {
  const plain = { split: numbered(7), batch: 3, seed: 1, shuffle: false, augment: "none" } as const;

  it("is the file's without shuffling, wraps, and leaves the last partial batch out", () => {
    expect(labelsOf(plain, 0)).toEqual([0, 10, 20]);
    expect(labelsOf(plain, 1)).toEqual([30, 40, 50]);
    expect(labelsOf(plain, 2)).toEqual([0, 10, 20]);
  });

  it("keeps images and labels together", () => {
    const images = new Uint8Array(12);
    const labels = new Int32Array(3);
    createBatchFiller({ ...plain, shuffle: true })(5, images, labels);
    expect([...labels].map((label) => label / 10)).toEqual([images[0], images[4], images[8]]);
    for (const first of [0, 4, 8]) expect(new Set(images.subarray(first, first + 4)).size).toBe(1);
  });

  it("is a permutation in every epoch, decided by seed and epoch", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.nat(5000),
        fc.integer({ min: 1, max: 300 }),
        (seed, epoch, count) => {
          const order = shuffledOrder(seed, epoch, count);
          expect([...order].sort((a, b) => a - b)).toEqual([...order.keys()]);
          expect(shuffledOrder(seed, epoch, count)).toEqual(order);
        },
      ),
    );
    const orders = [
      shuffledOrder(1, 1, 100),
      shuffledOrder(1, 2, 100),
      shuffledOrder(2, 1, 100),
      shuffledOrder(2 ** 32 - 1, 1, 100),
    ];
    expect(new Set(orders.map((order) => order.join())).size).toBe(orders.length);
  });

  it("puts every image in every place about as often", () => {
    const counts = new Int32Array(36);
    for (let epoch = 0; epoch < 6000; epoch++) {
      for (const [place, image] of shuffledOrder(9, epoch, 6).entries())
        counts[place * 6 + image] = (counts[place * 6 + image] ?? 0) + 1;
    }
    // Expected 1,000 each, standard deviation 29; deterministic, since the seed is fixed.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  it("counts epochs from 1 and batches from 0", () => {
    expect([0, 1, 2, 3, 4].map((number) => positionOf(number, 2))).toEqual([
      { epoch: 1, batchInEpoch: 0 },
      { epoch: 1, batchInEpoch: 1 },
      { epoch: 2, batchInEpoch: 0 },
      { epoch: 2, batchInEpoch: 1 },
      { epoch: 3, batchInEpoch: 0 },
    ]);
  });
});

describe("a batch", () => {
  it("is the same bytes whether the ones before were made or not", () => {
    const split = numbered(23, [3, 8, 8]);
    const plan: BatchPlan = { split, batch: 4, seed: 5, shuffle: true, augment: "standard" };
    const inTurn = createBatchFiller(plan);
    const [images, alone] = [new Uint8Array(4 * 192), new Uint8Array(4 * 192)];
    const [labels, labelsAlone] = [new Int32Array(4), new Int32Array(4)];
    for (let number = 0; number < 17; number++) {
      inTurn(number, images, labels);
      createBatchFiller(plan)(number, alone, labelsAlone);
      expect(Buffer.compare(images, alone)).toBe(0);
      expect(labelsAlone).toEqual(labels);
    }
  });

  it("is augmented differently in another epoch, place or seed", () => {
    const split = {
      ...numbered(4, [1, 16, 16]),
      images: Uint8Array.from({ length: 1024 }, (_, i) => 1 + ((i * 31) % 255)),
    };
    const plan: BatchPlan = { split, batch: 2, seed: 5, shuffle: false, augment: "standard" };
    const made = [plan, { ...plan, seed: 6 }].flatMap((each) =>
      [0, 1, 2, 3, 4].map((number) => {
        const images = new Uint8Array(512);
        createBatchFiller(each)(number, images, new Int32Array(2));
        return images.join();
      }),
    );
    expect(new Set(made).size).toBe(made.length);
  });
});

describe("the standard augmentation", () => {
  const input = [2, 3, 4] as const;
  const image = Uint8Array.from({ length: 24 }, (_, i) => i + 1);
  const cropped = (left: number, top: number, flipped: boolean) => {
    const target = new Uint8Array(24).fill(99);
    copyCropped(image, target, input, { left, top, flipped });
    return target;
  };

  it("leaves an image alone where nothing is moved", () => {
    expect([...cropped(0, 0, false)]).toEqual([...image]);
  });

  it("mirrors rows and keeps channels in order", () => {
    expect([...cropped(0, 0, true)].slice(0, 8)).toEqual([7, 8, 5, 6, 3, 4, 1, 2]);
  });

  it("moves the window and pads with zeros", () => {
    // One column to the right, one row up: the first row is padding, the last column of each row too.
    expect([...cropped(1, -1, false)]).toEqual([
      ...[0, 0, 0, 0, 0, 0, 0, 0],
      ...[3, 4, 5, 6, 7, 8, 0, 0],
      ...[11, 12, 13, 14, 15, 16, 0, 0],
    ]);
    expect([...cropped(1, -1, true)].slice(8, 16)).toEqual([0, 0, 7, 8, 5, 6, 3, 4]);
  });

  it("is the window of the padded image, for every crop of any image", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
        fc.integer({ min: -4, max: 4 }),
        fc.integer({ min: -4, max: 4 }),
        fc.boolean(),
        ([channels, height, width], left, top, flipped) => {
          const source = Uint8Array.from({ length: channels * height * width }, (_, i) => 1 + (i % 255));
          const target = new Uint8Array(source.length).fill(99);
          copyCropped(source, target, [channels, height, width], { left, top, flipped });
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const [row, column] = [y + top, (flipped ? width - 1 - x : x) + left];
              const inside = row >= 0 && row < height && column >= 0 && column < width;
              for (let c = 0; c < channels; c++) {
                const expected = inside ? source[(row * width + column) * channels + c] : 0;
                expect(target[(y * width + x) * channels + c]).toBe(expected);
              }
            }
          }
        },
      ),
    );
  });

  it("draws every shift from -4 to 4 and both directions about as often", () => {
    const random = keyedRandom(3);
    const crops = Array.from({ length: 9000 }, () => randomCrop(random));
    for (const axis of ["left", "top"] as const) {
      const counts = new Map<number, number>();
      for (const crop of crops) counts.set(crop[axis], (counts.get(crop[axis]) ?? 0) + 1);
      expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-4, -3, -2, -1, 0, 1, 2, 3, 4]);
      for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
    }
    expect(Math.abs(crops.filter(({ flipped }) => flipped).length - 4500)).toBeLessThan(200);
  });
});

it("keyed generators are unrelated when their keys differ anywhere", () => {
  const firsts = new Set<number>();
  for (let a = 0; a < 30; a++) for (let b = 0; b < 30; b++) firsts.add(keyedRandom(a, b).next());
  expect(firsts.size).toBe(900);
  expect(keyedRandom(1, 2).next()).not.toBe(keyedRandom(2, 1).next());
});
