import type { ArchSpec } from "../spec";
import { CAUSE_TEXTS, type CauseId, FIX_TEXTS, type FixId, PROBLEM_TEXTS, type ProblemCode } from "./texts";
import { fill, type TextValues } from "./values";

/** A repair that can be made at once. */
export interface Fix {
  id: FixId;
  values: TextValues;
  /** What it does, in English. */
  label: string;
  /** The architecture after the repair. */
  spec: ArchSpec;
}

/** One of the things that a problem comes from. */
export interface Cause {
  id: CauseId;
  values: TextValues;
  /** In English, values put in. */
  text: string;
}

export interface Problem {
  code: ProblemCode;
  /** An `error` keeps the network from training. */
  severity: "error" | "warning";
  /** The layer it shows at; null when it concerns the whole spec. */
  address: string | null;
  values: TextValues;
  /** In English, values put in, causes included. */
  message: string;
  /** Empty where the message says it all. */
  causes: readonly Cause[];
  /** What to do, in English. */
  fix: string;
  /** Best first; empty where a decision is needed that can't be guessed. Each makes the problem go away. */
  fixes: readonly Fix[];
}

export function problem(
  code: ProblemCode,
  severity: Problem["severity"],
  address: string | null,
  values: TextValues,
  { fixes = [], causes = [] }: Partial<Pick<Problem, "fixes" | "causes">> = {},
): Problem {
  const all = address === null ? values : { ...values, address };
  const { message, fix } = PROBLEM_TEXTS[code];
  const sentences = [fill(message, all), ...causes.map(({ text }) => text)];
  return { code, severity, address, values: all, message: sentences.join(" "), causes, fix: fill(fix, all), fixes };
}

export function cause(id: CauseId, values: TextValues): Cause {
  return { id, values, text: fill(CAUSE_TEXTS[id], values) };
}

export function repair(id: FixId, spec: ArchSpec, values: TextValues = {}): Fix {
  return { id, values, label: fill(FIX_TEXTS[id], values), spec };
}
