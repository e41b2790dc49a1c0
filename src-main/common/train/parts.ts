/** The nearest number of equal parts that a batch can be computed in, from `parts` upwards: more parts, less memory. */
export function nearestParts(batch: number, parts: number): number {
  let divisor = Math.min(parts, batch);
  while (batch % divisor > 0) divisor += 1;
  return divisor;
}
