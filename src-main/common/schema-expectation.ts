/** What a schema would have accepted, in words for people: "a whole number", "at most 512". */
import type { z } from "zod";

const KINDS: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
};

/** What a bound counts, by what is bounded: one of them, and several. */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  array: [" entry", " entries"],
  string: [" character", " characters"],
};

export function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "too_small":
      return `${issue.inclusive ? "at least" : "more than"} ${bound(issue.minimum, issue.origin)}`;
    case "too_big":
      return `${issue.inclusive ? "at most" : "less than"} ${bound(issue.maximum, issue.origin)}`;
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union": {
      // Where a field tells the alternatives apart, zod lists its values, which its types don't say.
      const options: unknown = Reflect.get(issue, "options");
      if (Array.isArray(options)) return oneOf(options);
      return issue.errors.flatMap((found) => found.slice(0, 1).map(expectation)).join(", or ");
    }
    default:
      return issue.message;
  }
}

function bound(count: number | bigint, origin: string): string {
  return `${count}${UNITS[origin]?.[count === 1 ? 0 : 1] ?? ""}`;
}

/** "A", "B" or "C" */
function oneOf(values: readonly unknown[]): string {
  const shown = values.map((value) => (typeof value === "string" ? `"${value}"` : String(value)));
  return [shown.slice(0, -1).join(", "), ...shown.slice(-1)].filter((part) => part !== "").join(" or ");
}
