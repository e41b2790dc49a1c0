import type { z } from "zod";
import { nearestName } from "./nearest";
import { preview } from "./preview";
import { expectation } from "./schema-expectation";

/** The first thing a schema found wrong with a value from outside, for a sentence. */
export interface SchemaIssue {
  /** Path of the field, such as `stages.0.blocks`; undefined when it is the value as a whole. */
  field: string | undefined;
  /** ` at stages.0.blocks: received 9999, expected at most 512`, without a full stop. */
  finding: string;
}

/** @param fields of the value as a whole: a mistyped one is answered with the nearest */
export function firstIssue(value: unknown, error: z.ZodError, fields: readonly string[] = []): SchemaIssue {
  const [issue] = plainIssues(error.issues);
  if (issue === undefined) return { field: undefined, finding: ": it is not valid" };
  const field = issue.path.length === 0 ? undefined : issue.path.join(".");
  const place = field === undefined ? "" : ` at ${field}`;
  if (issue.code === "unrecognized_keys") {
    const [unknown = ""] = issue.keys;
    const nearest = field === undefined ? nearestName(unknown, fields) : null;
    const hint = nearest === null ? "" : `, the nearest is "${nearest}"`;
    return { field, finding: `${place}: there is no field ${preview(unknown)}${hint}` };
  }
  const received = issue.path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
  return { field, finding: `${place}: received ${preview(received)}, expected ${expectation(issue)}` };
}

/**
 * Issues with their whole paths: where a schema has alternatives, those of the one that was meant, which is the one that
 * reads furthest into the value. Where none reads further than the others, the alternatives stay together.
 */
export function plainIssues(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
    const alternatives = issue.errors.map(plainIssues);
    const reach = (found: readonly z.core.$ZodIssue[]) => Math.max(0, ...found.map(({ path }) => path.length));
    if (alternatives.every((found) => reach(found) === 0)) return [issue];
    const meant = alternatives.reduce((best, found) => (reach(found) > reach(best) ? found : best));
    return meant.map((found): z.core.$ZodIssue => ({ ...found, path: [...issue.path, ...found.path] }));
  });
}
