/** Least squares with non-negative unknowns, for a handful of them. */

/**
 * The x >= 0 that minimises |A x - b|. What is best under the constraint is the free least-squares solution over the
 * unknowns that are not zero in it, so every set of these is tried: exact, and 2^n small systems for n unknowns.
 * @param rows of A, each with n numbers
 * @param b one number per row
 */
export function nonNegativeLeastSquares(rows: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = rows[0]?.length ?? 0;
  let best = new Array<number>(n).fill(0);
  let least = squaredError(rows, b, best);
  for (let set = 1; set < 2 ** n; set++) {
    const columns = best.flatMap((_, column) => (set & (1 << column) ? [column] : []));
    const solution = solveNormalEquations(rows, b, columns);
    if (solution === null || solution.some((value) => !(value >= 0))) continue;
    const x = new Array<number>(n).fill(0);
    columns.forEach((column, i) => {
      x[column] = solution[i] ?? 0;
    });
    const error = squaredError(rows, b, x);
    if (error < least) [best, least] = [x, error];
  }
  return best;
}

function squaredError(rows: readonly (readonly number[])[], b: readonly number[], x: readonly number[]): number {
  return rows.reduce((sum, row, r) => sum + (dot(row, x) - (b[r] ?? 0)) ** 2, 0);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/**
 * The free solution over some of the columns: AᵀA x = Aᵀb by elimination. Each column is scaled to length 1 first, since
 * their units differ by ten orders of magnitude.
 * @returns null where the columns depend on each other
 */
function solveNormalEquations(
  rows: readonly (readonly number[])[],
  b: readonly number[],
  columns: readonly number[],
): number[] | null {
  const lengths = columns.map((c) => Math.hypot(...rows.map((row) => row[c] ?? 0)));
  if (lengths.some((length) => length === 0)) return null;
  const unit = columns.map((c, i) => rows.map((row) => (row[c] ?? 0) / (lengths[i] ?? 1)));
  const system = unit.map((column) => [...unit.map((other) => dot(column, other)), dot(column, b)]);
  const solution = eliminate(system);
  return solution?.map((value, i) => value / (lengths[i] ?? 1)) ?? null;
}

/** Gauss and Jordan with pivots, on [matrix | right side]; null when the matrix is singular. */
function eliminate(system: number[][]): number[] | null {
  const n = system.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) {
      if (Math.abs(system[r]?.[column] ?? 0) > Math.abs(system[pivot]?.[column] ?? 0)) pivot = r;
    }
    const chosen = system[pivot];
    const value = chosen?.[column] ?? 0;
    if (!chosen || Math.abs(value) < 1e-12) return null;
    [system[column], system[pivot]] = [chosen, system[column] ?? chosen];
    for (let r = 0; r < n; r++) {
      const row = system[r];
      if (!row || r === column) continue;
      const factor = (row[column] ?? 0) / value;
      for (let c = column; c <= n; c++) row[c] = (row[c] ?? 0) - factor * (chosen[c] ?? 0);
    }
  }
  return system.map((row, i) => (row[n] ?? 0) / (row[i] ?? 1));
}
