/** Grounds and surfaces as a field of amounts from -1 to 1 over the picture; see canvas.ts for how they become colours. */
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { uniform } from "../keyed-random";
import type { Field } from "./canvas";
import { randomDirection } from "./direction";

/** Blotches, bands or a ramp, over a picture of `size` pixels. */
export function randomField(random: RandomGenerator, size: number): Field {
  const kind = uniform(random);
  if (kind < 0.5) return blotches(random, size);
  return kind < 0.8 ? bands(random) : ramp(random, size);
}

/** Value noise: random amounts on a coarse grid, bilinear in between. */
function blotches(random: RandomGenerator, size: number): Field {
  const cells = 3 + Math.floor(uniform(random) * 6);
  const side = cells + 1;
  const grid = Float64Array.from({ length: side * side }, () => uniform(random) * 2 - 1);
  const scale = cells / size;
  return (x, y) => {
    const column = Math.floor(x * scale);
    const row = Math.floor(y * scale);
    const u = x * scale - column;
    const v = y * scale - row;
    const at = row * side + column;
    const top = (grid[at] ?? 0) * (1 - u) + (grid[at + 1] ?? 0) * u;
    const bottom = (grid[at + side] ?? 0) * (1 - u) + (grid[at + side + 1] ?? 0) * u;
    return top * (1 - v) + bottom * v;
  };
}

/** Parallel bands: a triangle wave of 4 to 14 pixels, in any direction. */
function bands(random: RandomGenerator): Field {
  const [dx, dy] = randomDirection(random);
  const frequency = 1 / (4 + uniform(random) * 10);
  const phase = uniform(random);
  return (x, y) => {
    const t = (x * dx + y * dy) * frequency + phase;
    return Math.abs((t - Math.floor(t)) * 4 - 2) - 1;
  };
}

function ramp(random: RandomGenerator, size: number): Field {
  const [dx, dy] = randomDirection(random);
  const scale = 2 / (size * (Math.abs(dx) + Math.abs(dy)));
  return (x, y) => ((x - size / 2) * dx + (y - size / 2) * dy) * scale;
}
