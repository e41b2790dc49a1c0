import type { z } from "zod";

/** The first thing a schema found wrong with a value from outside, for a sentence. */
export interface SchemaIssue {
  /** Path of the field, such as `stages.0.blocks`; undefined when it is the value as a whole. */
  field: string | undefined;
  /** ` at stages.0.blocks: Too big: expected number to be <=512. Received: 9999`, without a full stop. */
  finding: string;
}

/** Long values are cut: they come from outside and end in a terminal. */
const SHOWN = 60;

export function firstIssue(value: unknown, error: z.ZodError): SchemaIssue {
  const [issue] = plainIssues(error.issues);
  if (issue === undefined) return { field: undefined, finding: ": it is not valid" };
  const received = issue.path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
  const text = received === undefined ? "nothing" : JSON.stringify(received);
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  const field = issue.path.length === 0 ? undefined : issue.path.join(".");
  return { field, finding: `${field === undefined ? "" : ` at ${field}`}: ${issue.message}. Received: ${shown}` };
}

/**
 * Issues with their whole paths: where a schema has alternatives, those of the one that was meant, which is the one that
 * reads furthest into the value.
 */
export function plainIssues(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
    const alternatives = issue.errors.map(plainIssues);
    const reach = (found: readonly z.core.$ZodIssue[]) => Math.max(0, ...found.map(({ path }) => path.length));
    const meant = alternatives.reduce((best, found) => (reach(found) > reach(best) ? found : best));
    return meant.map((found): z.core.$ZodIssue => ({ ...found, path: [...issue.path, ...found.path] }));
  });
}
