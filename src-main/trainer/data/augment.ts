/**
 * The standard augmentation (He et al. 2015, section 4.2; torchvision's RandomCrop(padding=4) and RandomHorizontalFlip):
 * four pixels of zero bytes around the image, a random crop of its own size, flipped with probability one half. The
 * padding comes before normalisation, so its bytes are 0 as black pixels are.
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

const PADDING = 4;

/** Three draws for each image, always in this order. */
export interface Crop {
  /** Place of the crop's corner in the image, from -4 to 4. */
  readonly left: number;
  readonly top: number;
  readonly flipped: boolean;
}

export function randomCrop(random: RandomGenerator): Crop {
  const top = uniformInt(random, -PADDING, PADDING);
  const left = uniformInt(random, -PADDING, PADDING);
  return { top, left, flipped: (random.next() & 1) === 1 };
}

/** Copies one image, channels last, as the crop sees it. */
export function copyCropped(
  source: Uint8Array,
  target: Uint8Array,
  [channels, height, width]: readonly [number, number, number],
  { left, top, flipped }: Crop,
): void {
  target.fill(0);
  // Columns of the crop that lie inside the image.
  const first = Math.max(0, -left);
  const last = Math.min(width, width - left);
  // Images narrower than the padding can lie beside the window.
  if (first >= last) return;
  for (let row = Math.max(0, -top); row < Math.min(height, height - top); row++) {
    const from = (row + top) * width + left;
    const to = row * width;
    if (!flipped) {
      target.set(source.subarray((from + first) * channels, (from + last) * channels), (to + first) * channels);
      continue;
    }
    for (let column = first; column < last; column++) {
      const pixel = (from + column) * channels;
      const mirrored = (to + width - 1 - column) * channels;
      for (let channel = 0; channel < channels; channel++) target[mirrored + channel] = source[pixel + channel] ?? 0;
    }
  }
}
