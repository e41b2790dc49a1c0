/** A spec as it stands in the form: while it is being typed, numbers may be missing or out of range. */
import type { z } from "zod";
import { type ArchSpec, archSpecSchema, type ResidualSpec, type VggSpec } from "../../../../src-main/common/arch/spec";
import { plainIssues } from "../../../../src-main/common/schema-issue";

type Draft<T> = T extends number
  ? number | null
  : T extends readonly (infer Item)[]
    ? readonly Draft<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Draft<T[K]> }
      : T;

export type ResidualDraft = Draft<ResidualSpec>;
export type VggDraft = Draft<VggSpec>;
export type SpecDraft = ResidualDraft | VggDraft;

/** What is wrong with one field, in words that the languages can fill in. */
export type FieldFault =
  | { kind: "number" }
  | { kind: "whole" }
  | { kind: "min"; limit: number }
  | { kind: "above"; limit: number }
  | { kind: "max"; limit: number }
  | { kind: "below"; limit: number }
  | { kind: "required" }
  | { kind: "tooLong"; limit: number }
  | { kind: "other" };

/** Faults by dotted path, such as `stages.1.width`. */
export type FieldFaults = ReadonlyMap<string, FieldFault>;

export interface ParsedDraft {
  /** Null while any field is wrong. */
  spec: ArchSpec | null;
  faults: FieldFaults;
}

export function parseDraft(draft: SpecDraft): ParsedDraft {
  const parsed = archSpecSchema.safeParse(draft);
  if (parsed.success) return { spec: parsed.data, faults: new Map() };
  const issues = plainIssues(parsed.error.issues);
  return { spec: null, faults: new Map(issues.map((issue) => [issue.path.join("."), faultOf(issue)])) };
}

function faultOf(issue: z.core.$ZodIssue): FieldFault {
  switch (issue.code) {
    case "invalid_type":
      return { kind: issue.expected === "int" ? "whole" : "number" };
    case "too_small": {
      if (issue.origin === "string") return { kind: "required" };
      return { kind: issue.inclusive === false ? "above" : "min", limit: Number(issue.minimum) };
    }
    case "too_big":
      if (issue.origin === "string") return { kind: "tooLong", limit: Number(issue.maximum) };
      return { kind: issue.inclusive === false ? "below" : "max", limit: Number(issue.maximum) };
    default:
      return { kind: "other" };
  }
}
