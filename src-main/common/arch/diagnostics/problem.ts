import type { ArchSpec } from "../spec";
import { FIX_TEXTS, type FixId, fill, PROBLEM_TEXTS, type ProblemCode } from "./texts";

/** What a text's {placeholders} stand for; shapes as "64x56x56". */
export type TextValues = Readonly<Record<string, string | number>>;

/** A repair that can be made at once. */
export interface Fix {
  id: FixId;
  values: TextValues;
  /** What it does, in English. */
  label: string;
  /** The architecture after the repair. */
  spec: ArchSpec;
}

export interface Problem {
  code: ProblemCode;
  /** An `error` keeps the network from training. */
  severity: "error" | "warning";
  /** The layer it shows at; null when it concerns the whole spec. */
  address: string | null;
  values: TextValues;
  /** In English, values put in. */
  message: string;
  /** What to do, in English. */
  fix: string;
  /** Best first; empty where a decision is needed that can't be guessed. */
  fixes: readonly Fix[];
}

export function problem(
  code: ProblemCode,
  severity: Problem["severity"],
  address: string | null,
  values: TextValues,
  fixes: readonly Fix[] = [],
): Problem {
  const all = address === null ? values : { ...values, address };
  const { message, fix } = PROBLEM_TEXTS[code];
  return { code, severity, address, values: all, message: fill(message, all), fix: fill(fix, all), fixes };
}

export function repair(id: FixId, spec: ArchSpec, values: TextValues = {}): Fix {
  return { id, values, label: fill(FIX_TEXTS[id], values), spec };
}
