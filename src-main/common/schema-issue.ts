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

export function firstIssue(value: unknown, { issues: [issue] }: z.ZodError): SchemaIssue {
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
