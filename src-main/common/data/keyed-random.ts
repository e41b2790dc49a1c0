/** Random numbers that can be had at any place without drawing the ones before it: a generator per key. */
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** A generator for this key of integers; keys that differ anywhere give unrelated streams. */
export function keyedRandom(...key: readonly number[]): RandomGenerator {
  let hash = 0x9e3779b9 | 0;
  for (const part of key) hash = mix(Math.imul(hash, 31) ^ mix(part | 0));
  const state: number[] = [];
  for (let word = 1; word <= 4; word++) state.push(mix(hash + Math.imul(word, 0x9e3779b9)));
  return xoroshiro128plusFromState(state);
}

/** From 0 up to, not including, 1; exact in every JavaScript engine. */
export function uniform(random: RandomGenerator): number {
  return (random.next() >>> 0) / 2 ** 32;
}

/** MurmurHash3's finaliser: every bit of the input reaches every bit of the result. */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
