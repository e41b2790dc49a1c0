import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { uniform } from "../keyed-random";

/**
 * A unit vector in any direction, without sine and cosine, whose last bits differ between engines: the rational
 * parametrisation of a quarter circle, turned by a random number of quarters. Slightly denser towards the axes' middle.
 */
export function randomDirection(random: RandomGenerator): readonly [x: number, y: number] {
  const t = uniform(random);
  const scale = 1 / (1 + t * t);
  const x = (1 - t * t) * scale;
  const y = 2 * t * scale;
  switch (random.next() & 3) {
    case 0:
      return [x, y];
    case 1:
      return [-y, x];
    case 2:
      return [-x, -y];
    default:
      return [y, -x];
  }
}
