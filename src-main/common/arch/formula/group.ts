/** A group's number as the sum of what is in it, equal neighbours counted together: 70,400 + 2·73,984. */
import { type Expression, type Formula, factor, formula, product, sum, type Unit } from "./expression";

export interface Part {
  address: string;
  value: number;
}

/** Parts of nothing are left out; null when nothing is left. */
export function groupFormula(parts: readonly Part[], unit: Unit): Formula | null {
  const runs: Part[][] = [];
  for (const part of parts) {
    if (part.value === 0) continue;
    const run = runs.at(-1);
    if (run?.[0]?.value === part.value) run.push(part);
    else runs.push([part]);
  }
  return runs.length === 0 ? null : formula(sum(...runs.map(counted)), unit);
}

function counted(run: readonly Part[]): Expression {
  const addresses = run.map(({ address }) => address);
  const part = factor("part", run[0]?.value ?? 0, addresses);
  return run.length === 1 ? part : product(factor("times", run.length), part);
}
